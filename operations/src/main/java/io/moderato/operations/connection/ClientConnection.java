package io.moderato.operations.connection;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** One open TCP connection: its client, the thing that it waits for, and since when. */
final class ClientConnection {
    private static final BooleanSupplier NOT_FOR_BODY = () -> false;

    private final SocketChannel channel;
    private final ClientAddress address;
    private volatile Waiting waiting = new Waiting(Phase.IDLE, System.nanoTime(), NOT_FOR_BODY);

    ClientConnection(SocketChannel channel, ClientAddress address) {
        this.channel = channel;
        this.address = address;
    }

    ClientAddress address() {
        return address;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Whether the connection waits for its client and not for us. Then nobody loses an answer if it is cut. */
    boolean isWaiting() {
        Waiting now = waiting;
        return now.phase != Phase.SERVED || now.forBody.getAsBoolean();
    }

    boolean isIn(Phase phase) {
        return waiting.phase == phase;
    }

    /** Since when the connection has been in its phase, as {@link System#nanoTime()}. */
    long since() {
        return waiting.since;
    }

    boolean waitsLongerThan(Duration bound, long now) {
        return now - waiting.since > bound.toNanos();
    }

    /** Notes that bytes came in. The time for the headers runs from the first byte, however many more follow. */
    void received() {
        if (waiting.phase == Phase.IDLE) {
            waiting = new Waiting(Phase.HEAD, System.nanoTime(), NOT_FOR_BODY);
        }
    }

    /** Notes that a request is in work; its body may still be coming. */
    void serves(BooleanSupplier bodyIsComing) {
        waiting = new Waiting(Phase.SERVED, System.nanoTime(), bodyIsComing);
    }

    /** Notes that the request was answered. */
    void served() {
        waiting = new Waiting(Phase.IDLE, System.nanoTime(), NOT_FOR_BODY);
    }

    /**
     * Closes the direction from the client. Tomcat then reads the end of the stream, answers if it still can, and closes the connection
     * itself.
     */
    void stopReading() {
        try {
            channel.shutdownInput();
        } catch (IOException alreadyGone) {
            // the connection is closed already, so nothing comes in any more
        }
    }

    /** Closes both directions, for a client that does not even take its answer. */
    void stop() {
        stopReading();
        try {
            channel.shutdownOutput();
        } catch (IOException alreadyGone) {
            // the connection is closed already, so nothing goes out any more
        }
    }

    /** The phases of a connection: what it waits for. */
    enum Phase {
        /**
         * It waits for the first byte of a request. The client may take its time, but its connection is the first to be closed when
         * connections get scarce.
         */
        IDLE,
        /** It waits for the rest of a request's line and headers. */
        HEAD,
        /** It waits for us, or for the rest of a request's body. */
        SERVED
    }

    private record Waiting(Phase phase, long since, BooleanSupplier forBody) {}
}
