package io.moderato.decision;

import io.moderato.language.LanguageReader;
import io.moderato.model.TextClassifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Turns on the pipeline's settings, and the reading of languages for the model that runs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PipelineSettings.class)
class DecisionConfiguration {
    @Bean
    LanguageReader languageReader(TextClassifier model) {
        return MlClassifier.readerFor(model);
    }
}
