package io.moderato.decision;

import io.moderato.language.LanguageReader;
import io.moderato.model.TextClassifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the languages that the running model reads. */
@Configuration(proxyBeanMethods = false)
class LanguageConfiguration {
    @Bean
    LanguageReader languageReader(TextClassifier model) {
        return MlClassifier.readerFor(model);
    }
}
