package io.moderato.decision.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.community.CommunityId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class FairTurnsTest {
    private static final CommunityId LOUD = new CommunityId("loud");
    private static final CommunityId QUIET = new CommunityId("quiet");
    private static final Duration LONG = Duration.ofMinutes(1);

    private final FairTurns turns = new FairTurns(1);
    private final List<String> served = Collections.synchronizedList(new ArrayList<>());

    @Test
    void letsWhoHadLittleGoBeforeWhoHadMuch() throws Exception {
        turns.take(Map.of(LOUD, 1000L), LONG);
        List<Thread> waiting = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            waiting.add(waiter("loud " + i, LOUD, 1000));
        }
        waiting.add(waiter("quiet 1", QUIET, 10));
        waiting.add(waiter("quiet 2", QUIET, 10));

        turns.giveBack();
        for (Thread each : waiting) {
            each.join();
        }
        assertThat(served).startsWith("quiet 1", "quiet 2", "loud 1").hasSize(7).endsWith("loud 5");
    }

    @Test
    void sharesBySizeOfWorkAndNotByNumber() throws Exception {
        turns.take(Map.of(LOUD, 1L), LONG);
        List<Thread> waiting = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            waiting.add(waiter("loud " + i, LOUD, 300));
        }
        for (int i = 1; i <= 4; i++) {
            waiting.add(waiter("quiet " + i, QUIET, 100));
        }
        turns.giveBack();
        for (Thread each : waiting) {
            each.join();
        }
        // three of a hundred for one of three hundred
        assertThat(served.indexOf("quiet 3")).isLessThan(served.indexOf("loud 2"));
        assertThat(served.indexOf("loud 1")).isLessThan(served.indexOf("quiet 4"));
    }

    @Test
    void doesNotLetAnybodySaveUpTurns() throws Exception {
        for (int i = 0; i < 100; i++) {
            turns.take(Map.of(LOUD, 1000L), LONG);
            turns.giveBack();
        }
        turns.take(Map.of(LOUD, 1L), LONG);
        List<Thread> waiting = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            waiting.add(waiter("quiet " + i, QUIET, 5000));
        }
        waiting.add(waiter("loud", LOUD, 1000));
        turns.giveBack();
        for (Thread each : waiting) {
            each.join();
        }
        assertThat(served.indexOf("loud"))
                .as("behind one of the newcomer's, not all")
                .isLessThanOrEqualTo(1);
    }

    @Test
    void givesUpAfterItsPatienceAndKeepsNoTurnForIt() throws Exception {
        turns.take(Map.of(LOUD, 1L), LONG);
        assertThat(turns.take(Map.of(QUIET, 1L), Duration.ofMillis(20))).isFalse();
        assertThat(turns.waiting()).isZero();
        turns.giveBack();
        assertThat(turns.take(Map.of(QUIET, 1L), Duration.ZERO)).isTrue();
    }

    @Test
    void keepsNoTurnForWhoWasInterrupted() throws Exception {
        turns.take(Map.of(LOUD, 1L), LONG);
        Thread interrupted = waiter("interrupted", QUIET, 1);
        interrupted.interrupt();
        interrupted.join();
        assertThat(served).isEmpty();
        turns.giveBack();
        assertThat(turns.take(Map.of(QUIET, 1L), Duration.ZERO)).isTrue();
    }

    /** A thread that waits for a turn already when this returns, so that the order of coming is known. */
    private Thread waiter(String name, CommunityId community, long cost) {
        int before = turns.waiting();
        Thread waiter = Thread.ofVirtual().start(() -> {
            try {
                if (turns.take(Map.of(community, cost), LONG)) {
                    served.add(name);
                    turns.giveBack();
                }
            } catch (InterruptedException expected) {
                Thread.currentThread().interrupt();
            }
        });
        Awaitility.await().atMost(LONG).until(() -> turns.waiting() > before);
        return waiter;
    }
}
