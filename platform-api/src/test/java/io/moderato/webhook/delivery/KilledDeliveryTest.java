package io.moderato.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.api.PlatformApiApplication;
import io.moderato.decision.Outcome;
import io.moderato.embedded.TestServers;
import io.moderato.event.EventType;
import io.moderato.webhook.delivery.WebhookReceiver.Received;
import io.moderato.webhook.delivery.WebhookReceiver.Reply;
import io.moderato.webhook.store.Delivery;
import io.moderato.webhook.store.DeliveryState;
import io.moderato.webhook.store.Subscription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Two processes deliver side by side; one is killed while its calls are under way. This test's own process delivers nothing. */
@TestPropertySource(properties = "moderato.webhooks.delivery.enabled=false")
class KilledDeliveryTest extends WebhookTest {
    private static final String DATABASE = TestServers.newDatabase();
    private static final int CONTENTS = 40;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> DATABASE);
    }

    @Test
    void losesNothingAndRepeatsWhatWasUnderWayWithTheSameId() throws Exception {
        CountDownLatch killed = new CountDownLatch(1);
        receiver.behave(call -> {
            if (receiver.received().size() > CONTENTS / 2) {
                waitFor(killed);
            }
            return Reply.OK;
        });
        Subscription subscription = subscribe(receiver.url(), Set.of(EventType.CONTENT_DECIDED), false)
                .subscription();
        for (int i = 0; i < CONTENTS; i++) {
            decide("c-" + i, Outcome.APPROVE);
        }
        Process first = start("first");
        Process second = null;
        try {
            // calls are under way that nobody has answered
            waiting().until(() -> receiver.received().size() > CONTENTS / 2 + 2);
            List<String> underWay =
                    receiver.ids().subList(CONTENTS / 2, receiver.ids().size());
            first.destroyForcibly().waitFor();
            Set<String> beforeTheKill = new HashSet<>(receiver.ids());
            killed.countDown();
            second = start("second");
            waiting()
                    .untilAsserted(() -> assertThat(
                                    deliveries.list(community, subscription.id(), DeliveryState.DELIVERED, 0, 1000))
                            .hasSize(CONTENTS));
            Set<String> all = new HashSet<>(deliveries.list(community, subscription.id(), null, 0, 1000).stream()
                    .map(Delivery::eventId)
                    .toList());
            assertThat(new HashSet<>(receiver.ids())).isEqualTo(all).containsAll(beforeTheKill);
            assertThat(receiver.ids()).hasSizeGreaterThan(CONTENTS);
            underWay.forEach(id -> assertThat(bodies(id)).hasSize(1));
        } finally {
            first.destroyForcibly().waitFor();
            if (second != null) {
                second.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void isSharedByProcessesThatRunSideBySide() throws Exception {
        List<Subscription> many = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            many.add(subscribe(receiver.url(), Set.of(EventType.CONTENT_DECIDED), false)
                    .subscription());
        }
        Process first = start("one");
        Process second = start("other");
        try {
            for (int i = 0; i < CONTENTS; i++) {
                decide("s-" + i, Outcome.APPROVE);
            }
            waiting()
                    .untilAsserted(() -> assertThat(deliveries.list(community, null, DeliveryState.DELIVERED, 0, 1000))
                            .hasSize(CONTENTS * many.size()));
            // nothing went out twice
            assertThat(receiver.received()).hasSize(CONTENTS * many.size());
        } finally {
            first.destroyForcibly().waitFor();
            second.destroyForcibly().waitFor();
        }
    }

    private Set<String> bodies(String id) {
        Set<String> bodies = new HashSet<>();
        receiver.received().stream()
                .filter(call -> call.id().equals(id))
                .map(Received::body)
                .forEach(bodies::add);
        return bodies;
    }

    private static Process start(String name) throws IOException {
        String classpath = Objects.requireNonNullElse(
                System.getProperty("surefire.test.class.path"), System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx300m",
                "-cp",
                classpath,
                PlatformApiApplication.class.getName(),
                "--server.port=0",
                "--spring.datasource.hikari.maximum-pool-size=6",
                "--logging.level.root=warn",
                "--spring.datasource.url=" + DATABASE,
                "--moderato.webhooks.keys=" + KEY,
                "--moderato.webhooks.allow-http=true",
                "--moderato.webhooks.allowed-ranges=127.0.0.1",
                "--moderato.webhooks.delivery.interval=50ms",
                "--moderato.webhooks.delivery.call-timeout=2s",
                "--moderato.webhooks.delivery.calls-per-receiver=4",
                "--moderato.webhooks.delivery.lease=4s"));
        TestServers.kafkaSettings().forEach((key, value) -> command.add("--" + key + "=" + value));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "delivering-" + name + ".log").toFile())
                .start();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
