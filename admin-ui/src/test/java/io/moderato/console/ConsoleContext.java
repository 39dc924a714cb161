package io.moderato.console;

import io.moderato.embedded.Statements;
import io.moderato.embedded.TestServers;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The console on an empty database of its own, for tests and for looking at it. */
public final class ConsoleContext {
    public static final String ADMIN_PASSWORD = "the owner's own password";

    private ConsoleContext() {}

    /** Starts it as its own main class does; port 0 is any free one. */
    public static ConfigurableApplicationContext start(int port, String... settings) {
        return start(port, new Statements(), settings);
    }

    /** The same, and lets its statements be heard. */
    static ConfigurableApplicationContext start(int port, Statements statements, String... settings) {
        return new SpringApplicationBuilder(AdminUiApplication.class)
                .initializers(context -> context.getBeanFactory().addBeanPostProcessor(heardBy(statements)))
                .properties(
                        "spring.config.import=optional:classpath:moderato-common.yaml,classpath:moderato-surfaces.yaml,optional:classpath:moderato-admin-ui.yaml")
                .run(Stream.concat(
                                Stream.of(
                                        "server.port=" + port,
                                        "spring.datasource.url=" + TestServers.newDatabase(),
                                        "moderato.webhooks.keys=a-key-of-the-console-s-tests-alone",
                                        "moderato.admin.password=" + ADMIN_PASSWORD),
                                Stream.of(settings))
                        .map(each -> "--" + each)
                        .toArray(String[]::new));
    }

    private static BeanPostProcessor heardBy(Statements statements) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource source && name.equals("dataSource") ? statements.heard(source) : bean;
            }
        };
    }

    public static String url(ConfigurableApplicationContext context) {
        return "http://localhost:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
    }
}
