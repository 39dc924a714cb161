package io.moderato.decision.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

class PipelineSettingsTest {
    @Test
    void hasADefaultForEverything() {
        PipelineSettings settings = bind(Map.of());
        assertThat(settings)
                .isEqualTo(new PipelineSettings(
                        "moderato-inference",
                        0,
                        0,
                        500,
                        65_536,
                        4,
                        (short) 1,
                        Duration.ofDays(1),
                        Duration.ofDays(7),
                        1_048_576,
                        3,
                        Duration.ofMillis(200),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        20_000,
                        4,
                        64,
                        32,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        1000,
                        262_144));
    }

    @Test
    void usesTheProcessorsThereAre() {
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(bind(Map.of()).effectiveScoredAtOnce()).isEqualTo(processors);
        assertThat(bind(Map.of()).effectiveConcurrency()).isEqualTo(Math.min(4, processors + 1));
    }

    @Test
    void takesWhatIsSet() {
        PipelineSettings settings = bind(Map.of(
                "moderato.pipeline.max-batch", "100",
                "moderato.pipeline.outage-back-off", "2s",
                "moderato.pipeline.concurrency", "3"));
        assertThat(settings.maxBatch()).isEqualTo(100);
        assertThat(settings.outageBackOff()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.effectiveConcurrency()).isEqualTo(3);
    }

    @Test
    void reportsEveryWrongSettingAtOnce() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
                .withUserConfiguration(Settings.class)
                .withPropertyValues("moderato.pipeline.max-batch=0", "moderato.pipeline.publish-timeout=-1s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("maxBatch")
                        .hasMessageContaining("publishTimeout"));
    }

    static PipelineSettings with(int callers, int waiting, Duration patience) {
        return bind(Map.of(
                "moderato.pipeline.callers",
                callers,
                "moderato.pipeline.waiting-callers",
                waiting,
                "moderato.pipeline.caller-patience",
                patience.toMillis() + "ms"));
    }

    static PipelineSettings bind(Map<String, ?> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("moderato.pipeline", PipelineSettings.class);
    }

    @EnableConfigurationProperties(PipelineSettings.class)
    private static final class Settings {}
}
