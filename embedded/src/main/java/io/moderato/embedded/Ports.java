package io.moderato.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;

/** Ports of this machine that only this machine reaches. */
public final class Ports {
    /**
     * The first port to use. The ports from here on are below those that Linux gives to outgoing connections (32768 and up), so a server
     * that comes back finds its port free. Among the ports above, a client that tries to reach the stopped server could get that very port
     * as its own.
     */
    private static final int FIRST = 16_384;

    private static final int END = 32_768;
    private static final int ATTEMPTS = 1_000;

    private Ports() {}

    /**
     * A free port, chosen at random at each call.
     *
     * @throws IOException if there seems to be none
     */
    public static int free() throws IOException {
        SecureRandom random = new SecureRandom();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = random.nextInt(FIRST, END);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("No port from " + FIRST + " to " + (END - 1) + " is free on this machine.");
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
