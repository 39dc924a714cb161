package io.moderato.decision.inference;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings for tests. */
public final class TestSettings {
    private TestSettings() {}

    /** The default settings with short waits. */
    public static PipelineSettings withShortWaits() {
        return new Binder(new MapConfigurationPropertySource(Map.of("moderato.pipeline.record-back-off", "1ms")))
                .bindOrCreate("moderato.pipeline", PipelineSettings.class);
    }
}
