package io.moderato.api;

import io.moderato.operations.start.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** Runs the REST API alone, with a PostgreSQL and a Kafka that run elsewhere. */
// nobody logs in here, so Spring need not make an account
@SpringBootApplication(scanBasePackages = "io.moderato", exclude = UserDetailsServiceAutoConfiguration.class)
public class PlatformApiApplication {
    /** Starts with the defaults of {@code moderato-common.yaml}, {@code moderato-surfaces.yaml} and {@code moderato-platform-api.yaml}. */
    public static void main(String[] arguments) {
        ServiceStart.run(
                PlatformApiApplication.class,
                "classpath:moderato-common.yaml,classpath:moderato-surfaces.yaml,classpath:moderato-platform-api.yaml",
                arguments);
    }
}
