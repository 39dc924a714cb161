package io.moderato.model.inference;

import io.moderato.model.folder.ShippedModel;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the model: which one runs, and how.
 *
 * @param path      a model folder; without one the shipped model runs
 * @param cache     where the shipped model is unpacked; without one, below the user's cache folder
 * @param threads   batches that the model computes side by side, with one thread each; 0 means as many as there are processors
 * @param heartbeat how often this instance says which model it runs
 * @param instance  the name of this instance; without one, the host's name and the port
 */
@Validated
@ConfigurationProperties("moderato.model")
public record ModelSettings(
        @Nullable String path,
        @Nullable String cache,
        @DefaultValue("0") @Min(0) @Max(1024) int threads,
        @DefaultValue("5s") @DurationMin(millis = 100) Duration heartbeat,
        @Nullable String instance) {
    /** The folder of the model to run; unpacks the shipped one if no other is set. */
    public Path folder() {
        if (isOfOnesOwn()) {
            return Path.of(String.valueOf(path));
        }
        return ShippedModel.unpackTo(cache != null && !cache.isBlank() ? Path.of(cache) : defaultCache());
    }

    /** Whether another model than the shipped one is to run. */
    boolean isOfOnesOwn() {
        return path != null && !path.isBlank();
    }

    int effectiveThreads() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    private static Path defaultCache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path caches = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return caches.resolve("moderato").resolve("models");
    }
}
