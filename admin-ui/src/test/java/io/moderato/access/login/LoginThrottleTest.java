package io.moderato.access.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private final LoginThrottle throttle =
            new LoginThrottle(new LoginProperties(3, 5, 2, Duration.ofMinutes(5), 1000, 8, 100));

    @Test
    void slowsDownAUserNameWhateverTheAddressAndSpelling() {
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.take("Admin", "10.0.0." + i)).isZero();
        }
        assertThat(throttle.take("admin", "10.0.0.9")).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(101));
        assertThat(throttle.take("somebody", "10.0.0.9")).isZero();
    }

    @Test
    void slowsDownAnAddressWhateverTheUserName() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.take("user" + i, "10.0.0.1")).isZero();
        }
        assertThat(throttle.take("user9", "10.0.0.1")).isPositive();
    }

    @Test
    void forgetsFailuresAfterAGoodLogin() {
        throttle.take("ada", "10.0.0.1");
        throttle.take("ada", "10.0.0.1");
        throttle.take("ada", "10.0.0.1");
        throttle.succeeded("ada", "10.0.0.1");
        assertThat(throttle.take("ada", "10.0.0.1")).isZero();
    }

    @Test
    void countsNoTryWhosePasswordWasNotChecked() {
        for (int i = 0; i < 10; i++) {
            assertThat(throttle.take("ada", "10.0.0.1")).isZero();
            throttle.giveBack("ada", "10.0.0.1");
        }
    }

    @Test
    void givesAnAddressNoMoreLoginPagesThanItMayHave() {
        assertThat(throttle.takePage("10.0.0.9")).isTrue();
        assertThat(throttle.takePage("10.0.0.9")).isTrue();
        assertThat(throttle.takePage("10.0.0.9")).isFalse();
        assertThat(throttle.takePage("10.0.0.8")).isTrue();
    }
}
