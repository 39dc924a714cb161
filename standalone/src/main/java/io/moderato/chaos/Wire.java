package io.moderato.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A piece of network between a service and a server: it can be slow, and it can be cut without a word, as by a broken switch. Thread-safe. */
final class Wire implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int CONNECT_MILLIS = 2_000;

    private final ServerSocket here;
    private final InetSocketAddress there;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock state = new ReentrantLock();
    private final Condition healed = state.newCondition();
    private boolean cut;
    private volatile Duration delay = Duration.ZERO;

    private Wire(ServerSocket here, InetSocketAddress there) {
        this.here = here;
        this.there = there;
    }

    /** A wire from a free port of this machine, at that address, to that one. */
    static Wire from(InetAddress address, int port) throws IOException {
        Wire wire = new Wire(
                new ServerSocket(0, 200, address), new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread.ofVirtual().start(wire::accept);
        return wire;
    }

    /** The host and port to connect to. */
    String address() {
        return here.getInetAddress().getHostAddress() + ":" + here.getLocalPort();
    }

    /** Lets everything take that much longer, in each direction. */
    void slow(Duration longer) {
        delay = longer;
    }

    /** Lets nothing through until it is healed; nobody is told. */
    void cut() {
        state.lock();
        try {
            cut = true;
        } finally {
            state.unlock();
        }
    }

    /** Lets everything through again, and what was on its way too. */
    void heal() {
        delay = Duration.ZERO;
        state.lock();
        try {
            cut = false;
            healed.signalAll();
        } finally {
            state.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        here.close();
        heal();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket near = here.accept();
                sockets.add(near);
                Thread.ofVirtual().start(() -> connect(near));
            }
        } catch (IOException closed) {
            // that is how it ends
        }
    }

    private void connect(Socket near) {
        Socket far = new Socket();
        sockets.add(far);
        try {
            awaitHealed();
            far.connect(there, CONNECT_MILLIS);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pump(far, near));
            pump(near, far);
        } catch (IOException | InterruptedException refused) {
            end(near, far);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (delay.isPositive()) {
                    Thread.sleep(delay);
                }
                awaitHealed();
                out.write(buffer, 0, read);
            }
        } catch (IOException | InterruptedException ended) {
            // the other end hears of it below
        }
        end(from, to);
    }

    private void end(Socket one, Socket other) {
        for (Socket socket : new Socket[] {one, other}) {
            sockets.remove(socket);
            try {
                socket.close();
            } catch (IOException gone) {
                // then it is closed
            }
        }
    }

    private void awaitHealed() throws InterruptedException {
        state.lock();
        try {
            while (cut) {
                healed.await();
            }
        } finally {
            state.unlock();
        }
    }
}
