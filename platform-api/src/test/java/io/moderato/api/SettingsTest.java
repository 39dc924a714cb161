package io.moderato.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A service that is set up wrong says all that is wrong, at once and without a word of any secret. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {
    @Test
    void tellAllThatIsWrongAtOnce(CapturedOutput output) {
        assertThatThrownBy(() -> PlatformApiApplication.main(Stream.of(
                                "moderato.outbox.quick-chars-per-second=many",
                                "moderato.events.keep=1s",
                                "moderato.webhooks.keys=too-short-a-secret",
                                "moderato.database.schema.migration=sometimes",
                                "moderato.disk.warn-below=1MB")
                        .map(each -> "--" + each)
                        .toArray(String[]::new)))
                .hasStackTraceContaining("settings are wrong");
        assertThat(output.getAll())
                .contains("5 settings are wrong")
                .contains("moderato.outbox.quick-chars-per-second cannot be read as int")
                .contains("moderato.events.keep must be longer than or equal to 1 day")
                .contains("moderato.webhooks.keys[0] needs at least 32 characters")
                .contains("moderato.database.schema.migration is none of at-start, never, only")
                .contains("moderato.disk.warn-below must not be smaller than")
                .doesNotContain("too-short-a-secret")
                .doesNotContain("\tat ");
    }
}
