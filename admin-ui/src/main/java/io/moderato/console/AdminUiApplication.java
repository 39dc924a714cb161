package io.moderato.console;

import io.moderato.access.login.FirstAdminCreated;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.event.EventListener;

/** The console as a process of its own. */
@SpringBootApplication(scanBasePackages = "io.moderato")
// where Vaadin looks for views
@AutoConfigurationPackage(basePackages = "io.moderato")
public class AdminUiApplication {
    /** Starts the console. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(AdminUiApplication.class)
                .properties(
                        "spring.config.import=optional:classpath:moderato-common.yaml,classpath:moderato-surfaces.yaml,optional:classpath:moderato-admin-ui.yaml")
                .run(arguments);
    }

    /**
     * Shows the first admin's password to the person who started the process. It is printed to standard output only, because log files are
     * kept and shared.
     */
    @EventListener
    void show(FirstAdminCreated created) {
        System.out.println(created.announcement());
    }
}
