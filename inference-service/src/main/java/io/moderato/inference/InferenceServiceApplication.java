package io.moderato.inference;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The pipeline as a process of its own, against an outside PostgreSQL and Kafka. */
@SpringBootApplication(scanBasePackages = "io.moderato", exclude = UserDetailsServiceAutoConfiguration.class)
public class InferenceServiceApplication {
    /** Starts the service. */
    public static void main(String[] args) {
        new SpringApplicationBuilder(InferenceServiceApplication.class)
                .properties(
                        "spring.config.import=optional:classpath:moderato-common.yaml,optional:classpath:moderato-inference.yaml")
                .run(args);
    }
}
