package io.moderato.decision.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moderato.content.Content;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.pipeline.Pipeline;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class LocalModerationTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);

    @Test
    void turnsAwayWhoFindsTheQueueFullAndServesWhoWaits() throws Exception {
        LocalModeration moderation = moderation(1, 1, Duration.ofSeconds(60), new Busy());
        CompletableFuture<List<ModerationResult>> served =
                CompletableFuture.supplyAsync(() -> moderation.moderate(List.of()), Thread::startVirtualThread);
        CompletableFuture<List<ModerationResult>> waiting =
                CompletableFuture.supplyAsync(() -> moderation.moderate(List.of()), Thread::startVirtualThread);
        Awaitility.await()
                .until(() -> meters.get("moderato.moderation.waiting").gauge().value() == 1);

        assertThat(failure(moderation).key()).isEqualTo(ProblemKey.UNAVAILABLE);

        finish.countDown();
        assertThat(served.get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void givesUpWaitingAfterAWhile() {
        LocalModeration moderation = moderation(1, 5, Duration.ofMillis(50), new Busy());
        CompletableFuture<?> served =
                CompletableFuture.supplyAsync(() -> moderation.moderate(List.of()), Thread::startVirtualThread);
        Awaitility.await().until(() -> entered.getCount() == 0);
        assertThat(failure(moderation).key()).isEqualTo(ProblemKey.UNAVAILABLE);
        finish.countDown();
        served.join();
    }

    @Test
    void answersAtItsDeadlineAndKeepsTheTurnUntilTheWorkIsOver() throws Exception {
        PipelineSettings settings = PipelineSettingsTest.bind(Map.of(
                "moderato.pipeline.callers", 1,
                "moderato.pipeline.waiting-callers", 0,
                "moderato.pipeline.call-deadline", "50ms"));
        LocalModeration moderation = new LocalModeration(new Uninterrupted(), settings, meters);
        assertThat(failure(moderation)).hasMessageContaining("50 ms");
        assertThat(failure(moderation)).hasMessageContaining("full");

        finish.countDown();
        Awaitility.await().until(() -> {
            try {
                return moderation.moderate(List.of()).isEmpty();
            } catch (ProblemException stillFull) {
                return false;
            }
        });
    }

    @Test
    void saysThatTheDatabaseDoesNotAnswer() {
        LocalModeration moderation = moderation(1, 0, Duration.ofMillis(50), new Pipeline(null, null, null, meters) {
            @Override
            public List<ModerationResult> moderate(List<Content> contents) {
                throw new DataAccessResourceFailureException("gone");
            }
        });
        assertThat(failure(moderation).key()).isEqualTo(ProblemKey.UNAVAILABLE);
        assertThat(failure(moderation)).as("the turn was given back").hasMessageContaining("database");
    }

    private ProblemException failure(LocalModeration moderation) {
        return catchThrowableOfType(ProblemException.class, () -> moderation.moderate(List.of()));
    }

    private LocalModeration moderation(int callers, int waiting, Duration patience, Pipeline pipeline) {
        return new LocalModeration(pipeline, PipelineSettingsTest.with(callers, waiting, patience), meters);
    }

    /** A pipeline that is at work until it may finish. */
    private final class Busy extends Pipeline {
        Busy() {
            super(null, null, null, meters);
        }

        @Override
        public List<ModerationResult> moderate(List<Content> contents) {
            entered.countDown();
            try {
                finish.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return List.of();
        }
    }

    /** A pipeline that does not stop when it is interrupted, as one that computes. */
    private final class Uninterrupted extends Pipeline {
        Uninterrupted() {
            super(null, null, null, meters);
        }

        @Override
        public List<ModerationResult> moderate(List<Content> contents) {
            while (finish.getCount() > 0) {
                Thread.onSpinWait();
            }
            return List.of();
        }
    }
}
