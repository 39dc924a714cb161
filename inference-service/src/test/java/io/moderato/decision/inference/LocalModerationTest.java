package io.moderato.decision.inference;

import static io.moderato.decision.pipeline.Samples.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moderato.content.Content;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.pipeline.Pipeline;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
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
    private CallQueue queue;
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Test
    void turnsAwayWhoFindsTheQueueFullAndServesWhoWaits() throws Exception {
        LocalModeration moderation = moderation(1, 1, Duration.ofSeconds(60), new Busy());
        CompletableFuture<List<ModerationResult>> served =
                CompletableFuture.supplyAsync(() -> moderation.moderate(List.of()), Thread::startVirtualThread);
        Awaitility.await().until(() -> entered.getCount() == 0);
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
        LocalModeration moderation = over(new Uninterrupted(), settings);
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

    @Test
    void answersTogetherWhatWaitsTogether() throws Exception {
        Recording pipeline = new Recording();
        LocalModeration moderation = moderation(1, 10, Duration.ofSeconds(60), pipeline);
        CompletableFuture<?> first = asked(moderation, content("first"));
        Awaitility.await().until(() -> entered.getCount() == 0);
        Map<String, CompletableFuture<List<ModerationResult>>> answers = new LinkedHashMap<>();
        for (String text : List.of("a", "b", "c")) {
            answers.put(text, asked(moderation, content(text)));
        }
        CompletableFuture<?> scored = CompletableFuture.supplyAsync(
                () -> moderation.score(List.of(content("s"))), Thread::startVirtualThread);
        CompletableFuture<?> tooLong = asked(moderation, content("long".repeat(5000)));
        Awaitility.await()
                .until(() -> meters.get("moderato.moderation.waiting").gauge().value() == 5);

        finish.countDown();
        for (Map.Entry<String, CompletableFuture<List<ModerationResult>>> answer : answers.entrySet()) {
            assertThat(answer.getValue().get(10, TimeUnit.SECONDS))
                    .singleElement()
                    .satisfies(result -> assertThat(Recording.textOf(result)).isEqualTo(answer.getKey()));
        }
        CompletableFuture.allOf(first, scored, tooLong).get(10, TimeUnit.SECONDS);
        assertThat(pipeline.batches)
                .as("the short ones that ask the same share a batch; the question and the long text do not")
                .extracting(List::size)
                .containsExactlyInAnyOrder(1, 3, 1, 1);
    }

    @Test
    void theFaultOfOneCallIsNotAFaultOfTheOthers() throws Exception {
        LocalModeration moderation = moderation(1, 10, Duration.ofSeconds(60), new Recording());
        CompletableFuture<?> first = asked(moderation, content("first"));
        Awaitility.await().until(() -> entered.getCount() == 0);
        CompletableFuture<?> good = asked(moderation, content("good"));
        CompletableFuture<?> bad = asked(moderation, content(Recording.BAD));
        Awaitility.await()
                .until(() -> meters.get("moderato.moderation.waiting").gauge().value() == 2);
        finish.countDown();
        assertThat(first).succeedsWithin(Duration.ofSeconds(10));
        assertThat(good).succeedsWithin(Duration.ofSeconds(10));
        assertThat(bad)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withStackTraceContaining("no such community");
    }

    @Test
    void stopsTheWorkThatNobodyWaitsForAndServesTheNext() throws Exception {
        LocalModeration moderation = over(
                new Busy(),
                PipelineSettingsTest.bind(
                        Map.of("moderato.pipeline.callers", 1, "moderato.pipeline.call-deadline", "50ms")));
        assertThat(failure(moderation)).hasMessageContaining("50 ms");
        Awaitility.await().until(() -> interrupted.getCount() == 0);
        finish.countDown();
        assertThat(moderation.moderate(List.of())).isEmpty();
    }

    @Test
    void submittedContentGivesWayWhileCallsWaitButNotForEver() throws Exception {
        LocalModeration moderation = moderation(1, 10, Duration.ofSeconds(60), new Recording());
        CompletableFuture<?> first = asked(moderation, content("first"));
        Awaitility.await().until(() -> entered.getCount() == 0);
        queue.letPass(Duration.ofHours(1));
        CompletableFuture<?> waiting = asked(moderation, content("waiting"));
        Awaitility.await().until(() -> queue.waiting() == 1);

        queue.letPass(Duration.ofMillis(10));
        assertThat(queue.waiting()).as("the patience ended first").isEqualTo(1);
        CompletableFuture<Void> submitted =
                CompletableFuture.runAsync(() -> letPass(Duration.ofHours(1)), Thread::startVirtualThread);
        finish.countDown();
        assertThat(submitted).succeedsWithin(Duration.ofSeconds(10));
        CompletableFuture.allOf(first, waiting).get(10, TimeUnit.SECONDS);
    }

    private void letPass(Duration patience) {
        try {
            queue.letPass(patience);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static CompletableFuture<List<ModerationResult>> asked(LocalModeration moderation, Content content) {
        return CompletableFuture.supplyAsync(() -> moderation.moderate(List.of(content)), Thread::startVirtualThread);
    }

    private ProblemException failure(LocalModeration moderation) {
        return catchThrowableOfType(ProblemException.class, () -> moderation.moderate(List.of()));
    }

    private LocalModeration moderation(int callers, int waiting, Duration patience, Pipeline pipeline) {
        return over(pipeline, PipelineSettingsTest.with(callers, waiting, patience));
    }

    private LocalModeration over(Pipeline pipeline, PipelineSettings settings) {
        queue = new PipelineConfiguration().callQueue(settings);
        return new LocalModeration(pipeline, queue, settings, meters);
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
                interrupted.countDown();
                throw new IllegalStateException(stopped);
            }
            return List.of();
        }
    }

    /** A pipeline that answers each text with the text as its reason, once it may finish. */
    private final class Recording extends Pipeline {
        private static final String BAD = "bad";

        private final List<List<Content>> batches = Collections.synchronizedList(new ArrayList<>());

        Recording() {
            super(null, null, null, meters);
        }

        @Override
        public List<ModerationResult> moderate(List<Content> contents) {
            return answer(contents);
        }

        @Override
        public List<ModerationResult> score(List<Content> contents) {
            return answer(contents);
        }

        private List<ModerationResult> answer(List<Content> contents) {
            batches.add(contents);
            entered.countDown();
            try {
                finish.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            if (contents.stream().anyMatch(content -> content.text().equals(BAD))) {
                throw new IllegalArgumentException("no such community");
            }
            return contents.stream()
                    .map(content -> ModerationResult.of(
                            Outcome.APPROVE,
                            0.9,
                            List.of(new Reason(content.text(), null, "Recording")),
                            Scores.NONE,
                            new Provenance("Recording", null, List.of(), 1, 1L, false)))
                    .toList();
        }

        static String textOf(ModerationResult result) {
            return result.reasons().getFirst().text();
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
