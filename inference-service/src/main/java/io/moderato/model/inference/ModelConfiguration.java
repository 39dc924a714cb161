package io.moderato.model.inference;

import io.moderato.model.folder.ModelSeal;
import io.moderato.model.serving.TextClassifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Loads the model before anything listens, so that an instance that answers can decide. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ModelSettings.class)
class ModelConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(ModelConfiguration.class);

    @Bean(destroyMethod = "close")
    TextClassifier textClassifier(ModelSettings settings) {
        long start = System.nanoTime();
        Path folder = settings.folder();
        TextClassifier model = TextClassifier.load(folder, settings.effectiveThreads());
        try {
            checkSeal(settings, folder, model);
        } catch (RuntimeException altered) {
            model.close();
            throw altered;
        }
        LOG.info(
                "Model {} {} loaded in {} ms",
                model.info().name(),
                model.info().version(),
                Duration.ofNanos(System.nanoTime() - start).toMillis());
        return model;
    }

    /** The shipped model needs no seal: it is compared with what this build carries. */
    private static void checkSeal(ModelSettings settings, Path folder, TextClassifier model) {
        if (!settings.isOfOnesOwn()) {
            return;
        }
        Optional<ModelSeal> seal = ModelSeal.in(folder);
        if (seal.isPresent()) {
            seal.get().check(folder, model.info().version(), model);
        } else {
            LOG.warn(
                    "The model folder {} is not sealed, so a changed or damaged file would be served. Check it and seal it: ./moderato model check --seal {}",
                    folder,
                    folder);
        }
    }

    /** Up once the model is loaded and has scored a text, which loading it includes. */
    @Bean
    HealthIndicator moderationModelHealthIndicator(TextClassifier model) {
        return () -> Health.up()
                .withDetail("name", model.info().name())
                .withDetail("version", model.info().version())
                .build();
    }
}
