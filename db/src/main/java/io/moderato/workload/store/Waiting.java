package io.moderato.workload.store;

import java.time.Duration;
import java.util.List;

/**
 * What waits in all communities at one moment. Of more than {@link WaitingWork#MOST} things of a kind, only so many are
 * looked at.
 *
 * @param contents       accepted contents without a decision
 * @param oldestContent  how long the oldest of them has waited; zero if there is none
 * @param deadLetters    records that could not be processed and wait for an admin
 * @param appeals        appeals without an answer
 * @param oldestAppeal   how long the oldest of them has waited; zero if there is none
 * @param events         events that Kafka has not taken
 * @param oldestEvent    how long ago the oldest of them happened; zero if there is none
 * @param cases          the open cases, by queue and by what opened them
 */
public record Waiting(
        long contents,
        Duration oldestContent,
        long deadLetters,
        long appeals,
        Duration oldestAppeal,
        long events,
        Duration oldestEvent,
        List<Cases> cases) {
    /** Nothing. */
    public static final Waiting NOTHING =
            new Waiting(0, Duration.ZERO, 0, 0, Duration.ZERO, 0, Duration.ZERO, List.of());

    /** Copies the list. */
    public Waiting {
        cases = List.copyOf(cases);
    }

    /**
     * The open cases of the queues of one name that were opened for the same cause.
     *
     * @param kind        their queue and cause
     * @param ready       cases that nobody has
     * @param held        cases that a moderator has, or has decided and may still take back
     * @param overdue     cases of both kinds whose time to be decided is over
     * @param oldestReady how long the oldest case has waited that nobody has; zero if there is none
     */
    public record Cases(CaseKind kind, long ready, long held, long overdue, Duration oldestReady) {}
}
