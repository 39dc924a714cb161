package io.moderato.inference;

import io.moderato.embedded.TestServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/** A test of the whole service against a real PostgreSQL and a real Kafka; all such tests share one service. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = InferenceServiceApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.import=classpath:moderato-common.yaml,classpath:moderato-inference.yaml",
            "moderato.internal.token=" + ServiceTest.TOKEN + "," + ServiceTest.OTHER_TOKEN,
            "moderato.operations.token=" + ServiceTest.TOKEN + "," + ServiceTest.OTHER_TOKEN,
            "moderato.pipeline.outage-back-off=100ms",
            "moderato.pipeline.max-outage-back-off=500ms",
            "moderato.pipeline.record-back-off=10ms",
            "moderato.model.heartbeat=200ms",
            "moderato.model.instance=test-instance",
            "moderato.model.cache=target/models",
            "logging.level.root=warn",
            "logging.level.io.moderato=info",
            "spring.datasource.hikari.connection-timeout=1000"
        })
@ContextConfiguration(initializers = ServiceTest.Servers.class)
public @interface ServiceTest {
    String TOKEN = "a-token-for-tests";

    /** The one that takes its place. */
    String OTHER_TOKEN = "another-token-for-tests";

    /** Points the service at the servers of this test run. */
    class Servers implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(TestServers.databaseSettings(TestServers.newDatabase()))
                    .and(TestServers.kafkaSettings())
                    .applyTo(context);
        }
    }
}
