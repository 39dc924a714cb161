package io.moderato.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void areNotAmongThoseOfOutgoingConnections() throws Exception {
        int firstOutgoing;
        try (var range = Files.newBufferedReader(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))) {
            firstOutgoing = Integer.parseInt(range.readLine().split("\\s+")[0]);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(Ports.free()).isGreaterThan(1024).isLessThan(firstOutgoing);
        }
    }

    @Test
    void thatAreTakenAreNotFree() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
        }
    }
}
