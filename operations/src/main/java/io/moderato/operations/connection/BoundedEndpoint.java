package io.moderato.operations.connection;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketProcessorBase;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Tomcat's own endpoint, which asks {@link OpenConnections} about each new connection and tells it when bytes come in. */
final class BoundedEndpoint extends NioEndpoint {
    private static final ScopedValue<ClientConnection> CURRENT = ScopedValue.newInstance();

    private @Nullable OpenConnections connections;

    /** The connection of the request that the current thread works on. */
    static Optional<ClientConnection> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Sets the bounds for connections. Tomcat makes this object by itself, so the bounds come later, but before the start. */
    void bound(OpenConnections bounds) {
        this.connections = bounds;
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        if (!isAdmitted(socket)) {
            destroySocket(socket);
            return false;
        }
        return super.setSocketOptions(socket);
    }

    @Override
    protected SocketProcessorBase<NioChannel> createSocketProcessor(
            SocketWrapperBase<NioChannel> socket, SocketEvent event) {
        return new WatchedProcessor(socket, event);
    }

    private boolean isAdmitted(SocketChannel socket) {
        try {
            return connections == null || connections.admit(socket);
        } catch (IOException goneAgain) {
            return false;
        }
    }

    private final class WatchedProcessor extends SocketProcessor {
        WatchedProcessor(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
            super(socket, event);
        }

        @Override
        protected void doRun() {
            Optional<ClientConnection> connection = connection();
            if (connection.isEmpty()) {
                super.doRun();
                return;
            }
            connection.get().received();
            ScopedValue.where(CURRENT, connection.get()).run(super::doRun);
        }

        private Optional<ClientConnection> connection() {
            // a connection that Tomcat closed meanwhile has no channel any more
            SocketChannel channel = socketWrapper.getSocket().getIOChannel();
            return connections == null || channel == null ? Optional.empty() : connections.of(channel);
        }
    }
}
