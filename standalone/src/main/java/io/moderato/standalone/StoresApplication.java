package io.moderato.standalone;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** The stores of a database that others run: no server, no pipeline, and no change of the schema. */
@SpringBootConfiguration
@EnableAutoConfiguration(
        // they ask for a web application
        excludeName = {
            "com.vaadin.flow.spring.SpringBootAutoConfiguration",
            "com.vaadin.flow.spring.SpringSecurityAutoConfiguration"
        })
@ComponentScan(
        basePackages = "io.moderato",
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = "io\\.moderato\\.(?!database\\.|review\\.opening\\.|\\w+\\.store\\.).*"))
class StoresApplication {
    /**
     * Opens the stores of the database that {@code MODERATO_DB_URL} names.
     *
     * @throws StartFailure if the database does not answer
     */
    static ConfigurableApplicationContext open() {
        try {
            return new SpringApplicationBuilder(StoresApplication.class)
                    .web(WebApplicationType.NONE)
                    .properties(
                            "spring.config.import=classpath:moderato-common.yaml",
                            "spring.flyway.enabled=false",
                            "logging.level.root=error")
                    .run();
        } catch (RuntimeException failed) {
            throw new StartFailure("The database cannot be used: " + StartFailure.firstCause(failed), failed);
        }
    }
}
