package io.moderato.embedded;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.testcontainers.DockerClientFactory;

/** Where the tests' PostgreSQL and Kafka run: {@code -Dmoderato.test.servers=auto|containers|embedded}. */
enum ServerChoice {
    /** In containers, and the tests fail if no container engine answers. */
    CONTAINERS {
        @Override
        Servers servers() {
            return new ContainerServers();
        }
    },
    /** In the process of the tests and a child of it. */
    EMBEDDED {
        @Override
        Servers servers() {
            return new EmbeddedServers();
        }
    };

    static final String PROPERTY = "moderato.test.servers";
    private static final String AUTO = "auto";

    abstract Servers servers();

    /** What the property of this process says, or in containers wherever an engine answers. */
    static ServerChoice ofThisProcess() {
        return of(
                System.getProperty(PROPERTY, AUTO),
                () -> DockerClientFactory.instance().isDockerAvailable());
    }

    /** The choice of that name; {@code auto} asks whether an engine answers, and nothing else does. */
    static ServerChoice of(String name, BooleanSupplier engineAnswers) {
        if (name.equals(AUTO)) {
            return engineAnswers.getAsBoolean() ? CONTAINERS : EMBEDDED;
        }
        return Arrays.stream(values())
                .filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(PROPERTY + " is auto, containers or embedded, not " + name));
    }
}
