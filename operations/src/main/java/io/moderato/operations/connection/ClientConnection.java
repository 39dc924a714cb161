package io.moderato.operations.connection;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** One open TCP connection: who holds it, and what it has been waiting for since when. */
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

    /** Whether the connection waits for its client and not for us: then cutting it costs nobody an answer. */
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

    /** Bytes came in. The time for the headers runs from the first of them, however many more follow. */
    void received() {
        if (waiting.phase == Phase.IDLE) {
            waiting = new Waiting(Phase.HEAD, System.nanoTime(), NOT_FOR_BODY);
        }
    }

    /** A request is in work, though its body may still be coming. */
    void serves(BooleanSupplier bodyIsComing) {
        waiting = new Waiting(Phase.SERVED, System.nanoTime(), bodyIsComing);
    }

    /** The request was answered. */
    void served() {
        waiting = new Waiting(Phase.IDLE, System.nanoTime(), NOT_FOR_BODY);
    }

    /** Ends what comes from the client. Tomcat meets the end of the stream, answers if it still can, and closes the connection itself. */
    void stopReading() {
        try {
            channel.shutdownInput();
        } catch (IOException alreadyGone) {
            // then nothing comes any more either
        }
    }

    /** Ends both directions: the client does not even take its answer. */
    void stop() {
        stopReading();
        try {
            channel.shutdownOutput();
        } catch (IOException alreadyGone) {
            // then nothing leaves any more either
        }
    }

    /** What a connection waits for. */
    enum Phase {
        /** For the first byte of a request; the client may take its time, but is the first to go where connections get scarce. */
        IDLE,
        /** For the rest of a request's line and headers. */
        HEAD,
        /** For us, or for the rest of a request's body. */
        SERVED
    }

    private record Waiting(Phase phase, long since, BooleanSupplier forBody) {}
}
