package io.moderato.openai.web;

import io.moderato.api.ApiTest;
import io.moderato.decision.Moderation;
import io.moderato.model.store.RunningModel;
import io.moderato.model.store.RunningModels;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The API beside a fake inference service that runs the model test@abc123. A test writes the findings into its texts. */
@Import(OpenAiTest.Inference.class)
abstract class OpenAiTest extends ApiTest {
    static final String MODEL = "test@" + ScriptedModeration.VERSION;

    @TestConfiguration(proxyBeanMethods = false)
    static class Inference {
        @Bean
        @Primary
        ScriptedModeration scriptedModeration() {
            return new ScriptedModeration();
        }
    }

    @Autowired
    private RunningModels models;

    @Autowired
    private Moderation moderation;

    @BeforeEach
    void startModel() {
        pipeline().forget();
        models.running(new RunningModel(
                "an-instance",
                ScriptedModeration.VERSION,
                "test",
                "",
                "{}",
                List.of("toxicity", "insult"),
                List.of("en"),
                Instant.parse("2026-11-21T18:30:00Z"),
                Instant.now()));
    }

    ScriptedModeration pipeline() {
        return (ScriptedModeration) moderation;
    }
}
