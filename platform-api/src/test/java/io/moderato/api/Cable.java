package io.moderato.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A connection to a server that can be cut, held and repaired: TCP is passed on, refused, or stopped. */
public final class Cable implements AutoCloseable {
    private final InetSocketAddress target;
    private final int port;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final Lock gate = new ReentrantLock();
    private final Condition opened = gate.newCondition();
    private boolean held;
    private ServerSocket server;

    private Cable(InetSocketAddress target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = server.getLocalPort();
        accept(server);
    }

    /** The same URL, but through this cable. */
    public String of(String jdbcUrl) {
        return jdbcUrl.replaceFirst("//[^/]+/", "//127.0.0.1:" + port + "/");
    }

    /** Breaks all connections and refuses new ones. */
    public void cut() throws IOException {
        server.close();
        for (Socket end : ends) {
            end.close();
        }
        ends.clear();
    }

    /** Keeps all connections open, and accepts new ones, but lets no byte through. */
    public void hold() {
        gate.lock();
        try {
            held = true;
        } finally {
            gate.unlock();
        }
    }

    /** Lets the bytes through again. */
    public void release() {
        gate.lock();
        try {
            held = false;
            opened.signalAll();
        } finally {
            gate.unlock();
        }
    }

    /** Lets connections through again. */
    public void mend() throws IOException {
        server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        accept(server);
    }

    @Override
    public void close() throws IOException {
        cut();
    }

    private void accept(ServerSocket listening) {
        Thread.ofVirtual().start(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket near = listening.accept();
                    Socket far = new Socket(target.getAddress(), target.getPort());
                    ends.add(near);
                    ends.add(far);
                    pump(near, far);
                    pump(far, near);
                } catch (IOException cut) {
                    // the loop ends with the cut
                }
            }
        });
    }

    private void pump(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from;
                    to) {
                byte[] buffer = new byte[8192];
                for (int read = from.getInputStream().read(buffer); read >= 0; ) {
                    pass();
                    to.getOutputStream().write(buffer, 0, read);
                    read = from.getInputStream().read(buffer);
                }
            } catch (IOException cut) {
                // both ends are closed in any case
            }
        });
    }

    private void pass() {
        gate.lock();
        try {
            while (held) {
                opened.awaitUninterruptibly();
            }
        } finally {
            gate.unlock();
        }
    }

    /** A cable to the server of that JDBC URL. */
    public static Cable to(String jdbcUrl) {
        try {
            URI server = URI.create(jdbcUrl.substring("jdbc:".length()));
            return new Cable(new InetSocketAddress(server.getHost(), server.getPort()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
