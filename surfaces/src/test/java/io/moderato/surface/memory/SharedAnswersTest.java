package io.moderato.surface.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SharedAnswersTest {
    private static final int CROWD = 50;
    private static final Duration LONG = Duration.ofHours(1);

    private final SharedAnswers<String, String> answers = new SharedAnswers<>(LONG, 10);
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    @Test
    void areAskedForOnceByACrowdAndKept() throws Exception {
        assertThat(crowd(this::slowly)).hasSize(CROWD).allMatch("an answer"::equals);
        assertThat(asked).hasValue(1);
        assertThat(answers.about("a", this::slowly)).isEqualTo("an answer");
        assertThat(asked).hasValue(1);
        assertThat(answers.about("b", () -> "another")).isEqualTo("another");
    }

    @Test
    void failForAllWhoWaitedAndAreAskedForAgainSoon() throws Exception {
        List<String> outcomes = crowd(() -> {
            slowly();
            throw new IllegalStateException("no connection");
        });

        // none asked after the other, so nobody waited for the failures of all
        assertThat(asked).hasValue(1);
        assertThat(outcomes).containsOnly("no connection", ProblemKey.UNAVAILABLE.key());
        await().ignoreException(ProblemException.class)
                .untilAsserted(
                        () -> assertThat(answers.about("a", () -> "it is back")).isEqualTo("it is back"));
    }

    @Test
    void tellAProblemAsItIs() {
        Supplier<String> missing = () -> {
            throw ProblemException.notFound("community");
        };
        for (int caller = 0; caller < 2; caller++) {
            assertThatThrownBy(() -> answers.about("a", missing))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.key()).isEqualTo(ProblemKey.NOT_FOUND));
        }
    }

    private String slowly() {
        asked.incrementAndGet();
        try {
            mayAnswer.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return "an answer";
    }

    /** What so many got who asked the same at once: the answer, or how it failed. */
    private List<String> crowd(Supplier<String> question) throws InterruptedException, ExecutionException {
        CountDownLatch came = new CountDownLatch(CROWD);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> callers = new ArrayList<>();
            for (int caller = 0; caller < CROWD; caller++) {
                callers.add(threads.submit(() -> {
                    came.countDown();
                    try {
                        return answers.about("a", question);
                    } catch (ProblemException refused) {
                        return refused.key().key();
                    } catch (IllegalStateException failed) {
                        return failed.getMessage();
                    }
                }));
            }
            came.await();
            mayAnswer.countDown();
            List<String> outcomes = new ArrayList<>();
            for (Future<String> caller : callers) {
                outcomes.add(caller.get());
            }
            return outcomes;
        }
    }
}
