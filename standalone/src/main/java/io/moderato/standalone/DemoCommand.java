package io.moderato.standalone;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings the demo to services that run elsewhere, and ends when their pipeline has decided all of it. */
@Command(
        name = "demo",
        description = {
            "Adds demo accounts, an API key, rules and sample content to services that run already.",
            "The database is the one of the services: MODERATO_DB_URL, MODERATO_DB_USER, MODERATO_DB_PASSWORD."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--url", required = true, description = "Where the platform API is, such as http://localhost:8080")
    private @Nullable String url;

    @Override
    public Integer call() throws InterruptedException {
        if (url == null) {
            throw new StartFailure("--url is needed.");
        }
        Demo demo;
        try (ConfigurableApplicationContext stores = StoresApplication.open()) {
            demo = Demo.prepare(stores);
        }
        demo.logins().forEach((what, login) -> System.out.printf("  %-12s %s%n", what, login));
        DemoContent content = demo.content(url)
                .orElseThrow(
                        () -> new StartFailure(
                                "The demo is there already, and its key is not known. Set MODERATO_DEMO_API_KEY to send its content again."));
        try {
            System.out.printf("%d contents were sent and decided.%n", content.send());
        } catch (IOException failed) {
            throw new StartFailure("The sample content could not be sent: " + failed.getMessage(), failed);
        }
        return 0;
    }
}
