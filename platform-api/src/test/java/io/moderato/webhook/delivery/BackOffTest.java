package io.moderato.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.webhook.store.ReceiverHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class BackOffTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private final DeliverySettings settings =
            Binder.get(new MockEnvironment()).bindOrCreate("moderato.webhooks.delivery", DeliverySettings.class);
    private final BackOff middle = new BackOff(settings, () -> 0.5);

    @Test
    void triesForADayWithPausesThatGrow() {
        List<Long> pauses = new ArrayList<>();
        Instant now = NOW;
        for (int failed = 0; ; failed++) {
            Optional<Instant> next = middle.retry(failed, failed == 0 ? null : NOW, now);
            if (next.isEmpty()) {
                break;
            }
            pauses.add(Duration.between(now, next.get()).toSeconds());
            now = next.get();
        }
        assertThat(pauses)
                .containsExactly(
                        5L, 15L, 45L, 135L, 405L, 1215L, 3645L, 10935L, 14400L, 14400L, 14400L, 14400L, 12400L);
        assertThat(now).isEqualTo(NOW.plus(Duration.ofHours(24)));
    }

    @ParameterizedTest
    @CsvSource({"0.0, 4000", "0.5, 5000", "0.999999, 6000"})
    void spreadsThePauses(double random, long millis) {
        assertThat(new BackOff(settings, () -> random).retry(0, null, NOW)).contains(NOW.plusMillis(millis));
    }

    @Test
    void leavesAReceiverAloneAfterFailuresInARow() {
        Circuit circuit = new Circuit(ReceiverHealth.GOOD, settings, middle);
        for (int i = 0; i < 4; i++) {
            circuit.notTaken(NOW, null);
            assertThat(circuit.open()).isFalse();
            assertThat(circuit.calls()).isEqualTo(16);
        }
        circuit.notTaken(NOW, null);
        assertThat(circuit.open()).isTrue();
        assertThat(circuit.health()).isEqualTo(new ReceiverHealth(5, NOW, NOW.plusSeconds(10)));
        // other calls that were under way
        circuit.notTaken(NOW, null);
        assertThat(circuit.health().failuresInRow()).isEqualTo(5);

        Circuit later = new Circuit(circuit.health(), settings, middle);
        assertThat(later.calls()).isEqualTo(1);
        later.notTaken(NOW.plusSeconds(11), null);
        assertThat(later.health()).isEqualTo(new ReceiverHealth(6, NOW, NOW.plusSeconds(31)));

        Circuit back = new Circuit(later.health(), settings, middle);
        assertThat(back.taken()).isTrue();
        assertThat(back.health()).isEqualTo(ReceiverHealth.GOOD);
        assertThat(back.calls()).isEqualTo(16);
        assertThat(back.taken()).isFalse();
    }

    @Test
    void pausesForAQuarterOfAnHourAtMost() {
        assertThat(middle.pause(30)).isEqualTo(Duration.ofMinutes(15));
        Circuit asked = new Circuit(ReceiverHealth.GOOD, settings, middle);
        asked.notTaken(NOW, Duration.ofHours(20));
        assertThat(asked.health()).isEqualTo(new ReceiverHealth(5, NOW, NOW.plus(Duration.ofMinutes(15))));
    }

    @Test
    void losesHopeAfterDays() {
        ReceiverHealth failing = new ReceiverHealth(40, NOW, null);
        Circuit circuit = new Circuit(failing, settings, middle);
        assertThat(circuit.hopeless(NOW.plus(Duration.ofDays(5)))).isFalse();
        assertThat(circuit.hopeless(NOW.plus(Duration.ofDays(5)).plusSeconds(1)))
                .isTrue();
        circuit.taken();
        assertThat(circuit.hopeless(NOW.plus(Duration.ofDays(9)))).isFalse();
    }
}
