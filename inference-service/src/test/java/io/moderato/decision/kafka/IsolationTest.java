package io.moderato.decision.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.decision.inference.TestSettings;
import io.moderato.decision.pipeline.Samples;
import io.moderato.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

class IsolationTest {
    private final List<Integer> done = new ArrayList<>();
    private final List<Integer> refused = new ArrayList<>();
    private int tries;

    @Test
    void doesAllAtOnceWhatCanBeDone() {
        run(true, items -> tries++);
        assertThat(tries).isEqualTo(1);
        assertThat(refused).isEmpty();
    }

    @Test
    void refusesOnlyTheItemsAtFault() {
        run(true, items -> failOn(items, 3, new DataIntegrityViolationException("no such content")));
        assertThat(refused).containsExactly(3);
        assertThat(done).hasSize(99).doesNotContain(3);
    }

    @Test
    void triesAnItemThreeTimesThatFailsForNoKnownReason() {
        run(true, items -> {
            tries += items.equals(List.of(42)) ? 1 : 0;
            failOn(items, 42, new IllegalStateException("strange"));
        });
        assertThat(refused).containsExactly(42);
        assertThat(tries).isEqualTo(3);
        assertThat(done).hasSize(99);
    }

    @Test
    void keepsAnItemThatSucceedsLater() {
        run(true, items -> {
            tries += items.contains(42) ? 1 : 0;
            if (tries < 9) {
                failOn(items, 42, new IllegalStateException("strange"));
            } else {
                done.addAll(items);
            }
        });
        assertThat(refused).isEmpty();
        assertThat(done).hasSize(100);
    }

    @Test
    void refusesNothingWhileTheModelIsBroken() {
        assertThatThrownBy(() -> run(false, items -> {
                    throw new IllegalStateException("the engine is gone");
                }))
                .hasMessage("the engine is gone");
        assertThat(refused).isEmpty();
    }

    @Test
    void refusesNothingWhileTheDatabaseIsAway() {
        assertThatThrownBy(() -> run(true, items -> {
                    tries++;
                    throw new DataAccessResourceFailureException("gone");
                }))
                .isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(tries).as("no use in trying the halves").isEqualTo(1);
        assertThat(refused).isEmpty();
    }

    @Test
    void refusesWhatBelongsToNoCommunity() {
        run(true, items -> failOn(items, 0, ProblemException.notFound("community")));
        assertThat(refused).containsExactly(0);
    }

    private void failOn(List<Integer> items, int poison, RuntimeException failure) {
        if (items.contains(poison)) {
            throw failure;
        }
        done.addAll(items);
    }

    private void run(boolean modelAnswers, Consumer<List<Integer>> work) {
        new Isolation(Samples.pipeline(modelAnswers), TestSettings.withShortWaits())
                .forEach(IntStream.range(0, 100).boxed().toList(), work, (item, failure) -> refused.add(item));
    }
}
