package io.moderato.standalone;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** The inference service, the platform API and the console in one Spring context. */
@SpringBootConfiguration
@EnableAutoConfiguration
// where Vaadin looks for views
@AutoConfigurationPackage(basePackages = "io.moderato")
@ComponentScan(
        basePackages = "io.moderato",
        excludeFilters =
                // each service's own main class would scan again
                @ComponentScan.Filter(type = FilterType.REGEX, pattern = "io\\.moderato\\.\\w+\\.\\w+Application"))
public class StandaloneApplication {}
