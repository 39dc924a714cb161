package io.moderato.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the services are, seen from their callers, and where the servers are, seen from the services. For root on Linux the services get a
 * network namespace, as if they ran on a machine of their own, joined to this one by two links: one to their callers, one to their servers.
 * For others all are at the loopback address.
 */
final class Network implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final String services;
    private final String servers;
    private final @Nullable String namespace;

    private Network(String services, String servers, @Nullable String namespace) {
        this.services = services;
        this.servers = servers;
        this.namespace = namespace;
    }

    /** A namespace of their own where this user may make one, and the loopback address elsewhere. */
    static Network forServices() throws InterruptedException {
        try {
            return Privileges.areThere("ip") ? own() : ofThisMachine();
        } catch (IOException refused) {
            System.out.println("No network namespace: " + refused.getMessage());
            return ofThisMachine();
        }
    }

    /** This machine's own. */
    static Network ofThisMachine() {
        return new Network(LOOPBACK, LOOPBACK, null);
    }

    private static Network own() throws IOException, InterruptedException {
        long number = ProcessHandle.current().pid();
        String name = "moderato-chaos-" + number;
        // sixteen addresses for each process, in a range that few networks use
        String prefix = "10.%d.%d.".formatted(224 + number / 4_096 % 16, number / 16 % 256);
        long first = number % 16 * 16;
        Network network = new Network(prefix + (first + 2), prefix + (first + 9), name);
        Privileges.run("ip", "netns", "add", name);
        try {
            join(name, link('c'), prefix + (first + 1), prefix + (first + 2));
            join(name, link('s'), prefix + (first + 9), prefix + (first + 10));
            Privileges.run("ip", "-n", name, "link", "set", "lo", "up");
        } catch (IOException failed) {
            network.close();
            throw failed;
        }
        return network;
    }

    /** The host at which callers find the services. */
    String services() {
        return services;
    }

    /** The address at which the services find the servers, on this side. */
    InetAddress servers() throws IOException {
        return InetAddress.getByName(servers);
    }

    /** A command, as it has to be started to run where the services are. */
    List<String> inside(List<String> command) {
        return namespace == null
                ? command
                : Stream.concat(Stream.of("ip", "netns", "exec", namespace), command.stream())
                        .toList();
    }

    /** Whether the link to the servers can be cut. */
    boolean isApart() {
        return namespace != null;
    }

    /** Takes the link between services and servers down: packets are lost, nobody is told. */
    void cut() throws IOException, InterruptedException {
        Privileges.run("ip", "link", "set", link('s'), "down");
    }

    /** Brings the link up again. */
    void heal() throws IOException, InterruptedException {
        Privileges.run("ip", "link", "set", link('s'), "up");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (namespace != null) {
            // the links go with their inner ends
            Privileges.run("ip", "netns", "delete", namespace);
        }
    }

    /** The name of the end on this side of the link to callers (c) or servers (s). */
    private static String link(char to) {
        return "m" + to + ProcessHandle.current().pid() % 1_000_000;
    }

    private static void join(String namespace, String outer, String outerAddress, String innerAddress)
            throws IOException, InterruptedException {
        String inner = outer + "i";
        Privileges.run("ip", "link", "add", outer, "type", "veth", "peer", "name", inner, "netns", namespace);
        Privileges.run("ip", "address", "add", outerAddress + "/29", "dev", outer);
        Privileges.run("ip", "-n", namespace, "address", "add", innerAddress + "/29", "dev", inner);
        Privileges.run("ip", "-n", namespace, "link", "set", inner, "up");
        Privileges.run("ip", "link", "set", outer, "up");
    }
}
