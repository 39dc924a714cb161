package io.moderato.erasure.store;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The erasures that failed in this process. Each waits longer after each failure, so that it neither fills the log nor holds up the others;
 * the log is told each cause once, and then at growing intervals. Thread-safe.
 */
final class FailedErasures {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration FIRST_SILENCE = Duration.ofMinutes(1);
    private static final Duration LONGEST_SILENCE = Duration.ofDays(1);
    private static final int MOST_ERASURES = 10_000;
    private static final int MOST_CAUSES = 100;
    private static final int LONGEST_CAUSE = 200;

    private final Map<UUID, Pause> waits = new Remembered<>(MOST_ERASURES);
    private final Map<String, Pause> silences = new Remembered<>(MOST_CAUSES);

    private record Pause(Instant until, Duration length) {
        static Pause after(Optional<Pause> before, Duration first, Duration longest, Instant now) {
            Duration length =
                    before.map(pause -> pause.length().multipliedBy(2)).orElse(first);
            Duration bounded = length.compareTo(longest) > 0 ? longest : length;
            return new Pause(now.plus(bounded), bounded);
        }

        boolean isOver(Instant now) {
            return !now.isBefore(until);
        }
    }

    /** The erasures that are not to be tried yet. */
    synchronized List<UUID> waiting(Instant now) {
        return waits.entrySet().stream()
                .filter(each -> !each.getValue().isOver(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Notes that an erasure failed, and lets it wait.
     *
     * @return how long the log is silent about this cause from now on; empty if the log has been told of it lately
     */
    synchronized Optional<Duration> failed(UUID erasure, RuntimeException failure, Instant now) {
        waits.put(erasure, Pause.after(Optional.ofNullable(waits.get(erasure)), FIRST_WAIT, LONGEST_WAIT, now));
        String cause = cause(failure);
        Optional<Pause> silence = Optional.ofNullable(silences.get(cause));
        if (silence.isPresent() && !silence.get().isOver(now)) {
            return Optional.empty();
        }
        Pause next = Pause.after(silence, FIRST_SILENCE, LONGEST_SILENCE, now);
        silences.put(cause, next);
        return Optional.of(next.length());
    }

    /** Forgets that an erasure failed, because it goes on. */
    synchronized void wentOn(UUID erasure) {
        waits.remove(erasure);
    }

    private static String cause(Throwable failure) {
        Throwable root = failure;
        for (Throwable next = failure.getCause(); next != null; next = next.getCause()) {
            root = next;
        }
        String cause = root.getClass().getName() + ": " + root.getMessage();
        return cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE) : cause;
    }

    /** Remembers so many, and forgets those first that were put in first. */
    private static final class Remembered<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;

        private final int most;

        Remembered(int most) {
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }
}
