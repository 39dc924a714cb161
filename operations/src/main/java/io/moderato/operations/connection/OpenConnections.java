package io.moderato.operations.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.operations.connection.ClientConnection.Phase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.util.NetMaskSet;

/**
 * The open connections, counted by address. An address that reaches its limit loses the connection that has waited longest for its client,
 * so that slow connections never keep out a quick one.
 */
final class OpenConnections {
    private static final Duration LONGEST_WAIT_WHEN_CROWDED = Duration.ofSeconds(3);

    private final ConnectionSettings settings;
    private final int crowd;
    private final NetMaskSet trustedProxies;
    private final Map<SocketChannel, ClientConnection> open = new ConcurrentHashMap<>();
    private final Map<ClientAddress, List<ClientConnection>> byAddress = new HashMap<>();
    private final Counter refused;
    private final Counter evicted;
    private final Counter slowHeads;

    /**
     * Begins without any connection.
     *
     * @param crowd the number of connections from which on no connection may wait for long
     */
    OpenConnections(ConnectionSettings settings, int crowd, NetMaskSet trustedProxies, MeterRegistry metrics) {
        this.settings = settings;
        this.crowd = crowd;
        this.trustedProxies = trustedProxies;
        this.refused = metrics.counter("moderato.connections.cut", "why", "address-full");
        this.evicted = metrics.counter("moderato.connections.cut", "why", "made-room");
        this.slowHeads = metrics.counter("moderato.connections.cut", "why", "slow-head");
    }

    /** Accepts a new connection; false if its address has too many and none of them can be closed. */
    boolean admit(SocketChannel channel) throws IOException {
        if (!(channel.getRemoteAddress() instanceof InetSocketAddress remote)) {
            return true;
        }
        ClientConnection connection = new ClientConnection(channel, ClientAddress.of(remote.getAddress()));
        if (!trustedProxies.contains(remote.getAddress()) && !takePlace(connection)) {
            refused.increment();
            return false;
        }
        open.put(channel, connection);
        return true;
    }

    /** The connection of that socket, unless it is being closed. */
    Optional<ClientConnection> of(SocketChannel channel) {
        return Optional.ofNullable(open.get(channel));
    }

    /** Cuts connections whose headers take too long, and forgets the closed ones. */
    void cutLate(long now) {
        open.values().removeIf(connection -> !connection.isOpen());
        boolean crowded = open.size() > crowd;
        Duration head = crowded ? LONGEST_WAIT_WHEN_CROWDED : settings.headWithin();
        for (ClientConnection connection : open.values()) {
            if (connection.isIn(Phase.HEAD) && connection.waitsLongerThan(head, now)) {
                slowHeads.increment();
                connection.stopReading();
            } else if (crowded
                    && connection.isIn(Phase.IDLE)
                    && connection.waitsLongerThan(LONGEST_WAIT_WHEN_CROWDED, now)) {
                evicted.increment();
                connection.stopReading();
            }
        }
        synchronized (byAddress) {
            byAddress.values().removeIf(connections -> {
                connections.removeIf(connection -> !connection.isOpen());
                return connections.isEmpty();
            });
        }
    }

    private boolean takePlace(ClientConnection connection) {
        synchronized (byAddress) {
            List<ClientConnection> others = byAddress.computeIfAbsent(connection.address(), _ -> new ArrayList<>());
            if (others.size() >= settings.perAddress()) {
                others.removeIf(other -> !other.isOpen());
            }
            if (others.size() >= settings.perAddress() && !makeRoom(others)) {
                return false;
            }
            others.add(connection);
            return true;
        }
    }

    private boolean makeRoom(List<ClientConnection> connections) {
        Optional<ClientConnection> longest = connections.stream()
                .filter(ClientConnection::isWaiting)
                .min(Comparator.comparingLong(ClientConnection::since));
        longest.ifPresent(connection -> {
            connections.remove(connection);
            connection.stopReading();
            evicted.increment();
        });
        return longest.isPresent();
    }
}
