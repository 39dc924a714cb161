package io.moderato.operations.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.connector.Request;

/** The requests that threads work on, bounded in number and time. */
final class RequestsInWork {
    private static final Duration QUICK = Duration.ofSeconds(1);
    private static final int SLOW_FOR_ALL = 4;

    private final ConnectionSettings settings;
    private final Set<Work> works = ConcurrentHashMap.newKeySet();
    private final Counter refused;
    private final Counter slowBodies;
    private final Counter slowAnswers;

    RequestsInWork(ConnectionSettings settings, MeterRegistry metrics) {
        this.settings = settings;
        this.refused = metrics.counter("moderato.connections.cut", "why", "busy");
        this.slowBodies = metrics.counter("moderato.connections.cut", "why", "slow-body");
        this.slowAnswers = metrics.counter("moderato.connections.cut", "why", "slow-answer");
        Gauge.builder("moderato.requests.in.work", works, Set::size).register(metrics);
    }

    /**
     * Begins the work for a request; empty if too many requests are in work already. An address that reaches its limit loses the request
     * whose body has been coming for the longest time.
     */
    Optional<Work> begin(Request request, Optional<ClientConnection> connection) {
        Work work = new Work(request, connection, ClientAddress.of(request.getRemoteAddr()), System.nanoTime());
        if (works.size() >= settings.requestsAtOnce() || !hasRoom(work.address)) {
            refused.increment();
            return Optional.empty();
        }
        works.add(work);
        return Optional.of(work);
    }

    /** Ends the work for a request. */
    void end(Work work) {
        works.remove(work);
    }

    /** Cuts the requests whose bodies or answers take too long. If there are too many slow bodies, cuts those that have taken longest. */
    void cutLate(long now) {
        Map<ClientAddress, Integer> slow = new HashMap<>();
        int slowOfAll = 0;
        // the newest first, so that the ones that are too many are the oldest
        List<Work> newestFirst = works.stream()
                .sorted(Comparator.comparingLong(Work::since).reversed())
                .toList();
        for (Work work : newestFirst) {
            if (work.waitsForBody()) {
                if (!work.isOlderThan(QUICK, now)) {
                    continue;
                }
                slowOfAll++;
                if (work.isOlderThan(settings.bodyWithin(), now)
                        || slow.merge(work.address, 1, Integer::sum) > settings.slowBodies()
                        || slowOfAll > settings.slowBodies() * SLOW_FOR_ALL) {
                    cut(work);
                }
            } else if (work.isOlderThan(settings.answerWithin(), now) && work.isAnswering()) {
                slowAnswers.increment();
                work.connection.ifPresent(ClientConnection::stop);
            }
        }
    }

    private boolean hasRoom(ClientAddress address) {
        List<Work> ofAddress = works.stream()
                .filter(work -> work.address.equals(address) && !work.cut)
                .toList();
        if (ofAddress.size() < settings.perAddress()) {
            return true;
        }
        Optional<Work> longest =
                ofAddress.stream().filter(Work::waitsForBody).min(Comparator.comparingLong(Work::since));
        longest.ifPresent(this::cut);
        return longest.isPresent();
    }

    private void cut(Work work) {
        if (!work.cut) {
            work.cut = true;
            slowBodies.increment();
        }
        work.connection.ifPresent(ClientConnection::stopReading);
    }

    /** The work for one request. */
    static final class Work {
        private final Request request;
        private final Optional<ClientConnection> connection;
        private final ClientAddress address;
        private final long since;
        private volatile boolean cut;

        Work(Request request, Optional<ClientConnection> connection, ClientAddress address, long since) {
            this.request = request;
            this.connection = connection;
            this.address = address;
            this.since = since;
        }

        private long since() {
            return since;
        }

        // another thread reads both values; if it reads a moment too early, it sees the change a second later
        private boolean waitsForBody() {
            return !request.getCoyoteRequest().isFinished();
        }

        private boolean isAnswering() {
            return request.getResponse().isCommitted();
        }

        private boolean isOlderThan(Duration bound, long now) {
            return now - since > bound.toNanos();
        }
    }
}
