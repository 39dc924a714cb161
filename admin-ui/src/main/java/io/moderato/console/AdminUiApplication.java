package io.moderato.console;

import io.moderato.access.login.FirstAdminCreated;
import io.moderato.operations.start.ServiceStart;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.event.EventListener;

/** The console as a process of its own. */
@SpringBootApplication(scanBasePackages = "io.moderato")
// where Vaadin looks for views
@AutoConfigurationPackage(basePackages = "io.moderato")
public class AdminUiApplication {
    /** Starts the console. */
    public static void main(String[] arguments) {
        ServiceStart.run(
                AdminUiApplication.class,
                "classpath:moderato-common.yaml,classpath:moderato-surfaces.yaml,classpath:moderato-admin-ui.yaml",
                arguments);
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
