package io.moderato.decision.inference;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.decision.pipeline.InForceSource;
import io.moderato.decision.pipeline.ModerationStage;
import io.moderato.decision.pipeline.Pipeline;
import io.moderato.decision.pipeline.ResultCache;
import io.moderato.decision.pipeline.StageChain;
import io.moderato.language.LanguageReader;
import io.moderato.model.pipeline.MlClassifier;
import io.moderato.model.serving.TextClassifier;
import io.moderato.rules.pipeline.KeywordFilter;
import io.moderato.rules.pipeline.RegexFilter;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pipeline as this process runs it. Every bean that is a stage is part of the chain. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PipelineSettings.class)
class PipelineConfiguration {
    @Bean
    KeywordFilter keywordFilter() {
        return new KeywordFilter();
    }

    @Bean
    RegexFilter regexFilter() {
        return new RegexFilter();
    }

    @Bean
    LanguageReader languageReader(TextClassifier model) {
        return MlClassifier.readerFor(model);
    }

    @Bean
    MlClassifier mlClassifier(TextClassifier model, LanguageReader languages, PipelineSettings settings) {
        return new MlClassifier(model, languages, settings.maxModelText());
    }

    @Bean
    StageChain stageChain(List<ModerationStage> stages, MeterRegistry meters) {
        return new StageChain(stages, meters);
    }

    @Bean
    ResultCache resultCache(PipelineSettings settings, MeterRegistry meters) {
        return new ResultCache(settings.cacheEntries(), meters);
    }

    @Bean
    Pipeline pipeline(StageChain chain, ResultCache cache, InForceSource communities, MeterRegistry meters) {
        return new Pipeline(chain, cache, communities, meters);
    }

    @Bean
    CallQueue callQueue(PipelineSettings settings) {
        return new CallQueue(settings.callers(), settings.waitingCallers(), settings.maxShared());
    }
}
