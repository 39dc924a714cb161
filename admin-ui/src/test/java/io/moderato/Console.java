package io.moderato;

import io.moderato.embedded.TestServers;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The console with sample data on a free port, for tests and for looking at it. */
final class Console implements AutoCloseable {
    static final String ADMIN_PASSWORD = "the owner's own password";

    final ConfigurableApplicationContext context;

    private Console(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Console start(int port, String... settings) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(AdminUiApplication.class)
                .properties(
                        "spring.config.import=optional:classpath:moderato-common.yaml,optional:classpath:moderato-admin-ui.yaml")
                .run(Stream.concat(
                                Stream.of(
                                        "server.port=" + port,
                                        "spring.datasource.url=" + TestServers.newDatabase(),
                                        "moderato.admin.password=" + ADMIN_PASSWORD),
                                Stream.of(settings))
                        .map(each -> "--" + each)
                        .toArray(String[]::new));
        new SampleData(context).fill();
        return new Console(context);
    }

    String url() {
        return "http://localhost:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    @Override
    public void close() {
        context.close();
    }

    /** Starts it on a fixed port and stays. */
    public static void main(String[] arguments) {
        System.out.println("Console: " + start(Integer.parseInt(arguments[0])).url());
    }
}
