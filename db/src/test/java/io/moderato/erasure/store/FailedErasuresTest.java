package io.moderato.erasure.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FailedErasuresTest {
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");
    private static final RuntimeException FAULT = new IllegalStateException("wrapped", new RuntimeException("a fault"));

    private final FailedErasures failures = new FailedErasures();
    private final UUID erasure = UUID.randomUUID();

    @Test
    void waitsLongerAfterEachFailureUpToAnHour() {
        Instant now = START;
        for (long wait = 1; wait < 3600; wait *= 2) {
            failures.failed(erasure, FAULT, now);
            assertThat(failures.waiting(now.plusSeconds(wait).minusMillis(1))).containsExactly(erasure);
            now = now.plusSeconds(wait);
            assertThat(failures.waiting(now)).as("after %d s", wait).isEmpty();
        }
        failures.failed(erasure, FAULT, now);
        failures.failed(erasure, FAULT, now);
        assertThat(failures.waiting(now.plus(Duration.ofMinutes(59)))).hasSize(1);
        assertThat(failures.waiting(now.plus(Duration.ofMinutes(60)))).isEmpty();
    }

    @Test
    void beginsAnewWhenItWentOn() {
        failures.failed(erasure, FAULT, START);
        failures.failed(erasure, FAULT, START);
        failures.wentOn(erasure);
        assertThat(failures.waiting(START)).isEmpty();

        failures.failed(erasure, FAULT, START);
        assertThat(failures.waiting(START.plusSeconds(1))).isEmpty();
    }

    @Test
    void tellsACauseOnceAndThenAtGrowingIntervals() {
        assertThat(failures.failed(erasure, FAULT, START)).contains(Duration.ofMinutes(1));
        assertThat(failures.failed(UUID.randomUUID(), new RuntimeException("a fault"), START.plusSeconds(1)))
                .as("the same cause of another erasure")
                .isEmpty();
        assertThat(failures.failed(erasure, FAULT, START.plusSeconds(59))).isEmpty();
        assertThat(failures.failed(erasure, FAULT, START.plusSeconds(60))).contains(Duration.ofMinutes(2));
        assertThat(failures.failed(erasure, FAULT, START.plusSeconds(120))).isEmpty();
        assertThat(failures.failed(erasure, new RuntimeException("another fault"), START.plusSeconds(120)))
                .contains(Duration.ofMinutes(1));
    }
}
