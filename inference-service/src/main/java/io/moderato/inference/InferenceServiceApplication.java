package io.moderato.inference;

import io.moderato.operations.start.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The pipeline as a process of its own, against an outside PostgreSQL and Kafka. */
@SpringBootApplication(scanBasePackages = "io.moderato", exclude = UserDetailsServiceAutoConfiguration.class)
public class InferenceServiceApplication {
    /** Starts the service. */
    public static void main(String[] args) {
        ServiceStart.run(
                InferenceServiceApplication.class,
                "classpath:moderato-common.yaml,classpath:moderato-inference.yaml",
                args);
    }
}
