package io.moderato.console;

import io.moderato.archive.ui.SampleArchive;
import io.moderato.embedded.TestServers;
import java.nio.file.Path;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The console with sample data, to look at while one changes it: a saved view is compiled and the console starts anew, on the same data.
 * The restart loads the console's classes anew and calls {@link #main} again with
 * other arguments, so what has to stay is kept as system properties.
 */
final class ConsoleLook {
    private static final String DATABASE = "moderato.look.database";
    private static final String FILLED = "moderato.look.filled";

    private ConsoleLook() {}

    /** Starts it on the port {@code moderato.look.port}, watching the module in the folder {@code moderato.look.module}, and stays. */
    public static void main(String[] arguments) {
        int port = Integer.getInteger("moderato.look.port");
        if (System.getProperty(DATABASE) == null) {
            System.setProperty(DATABASE, TestServers.newDatabase());
            new SourceWatch(Path.of(System.getProperty("moderato.look.module"))).start();
        }
        ConfigurableApplicationContext context = ConsoleContext.start(
                port,
                "spring.datasource.url=" + System.getProperty(DATABASE),
                "logging.level.root=warn",
                // a browser stays logged in over a restart
                "server.servlet.session.persistent=true");
        if (System.getProperty(FILLED) == null) {
            new SampleData(context).fill();
            new SampleArchive(context).fill();
            System.setProperty(FILLED, "yes");
        }
        System.out.printf(
                "%s  admin: admin / %s  moderator: moderator / %s%n",
                ConsoleContext.url(context), ConsoleContext.ADMIN_PASSWORD, SampleData.PASSWORD);
    }
}
