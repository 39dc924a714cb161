package io.moderato.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.decision.Outcome;
import io.moderato.embedded.TestServers;
import io.moderato.event.EventType;
import io.moderato.webhook.store.Delivery;
import io.moderato.webhook.store.DeliveryState;
import io.moderato.webhook.store.NewSecret;
import io.moderato.webhook.store.Subscription;
import io.moderato.webhook.store.SubscriptionTerms;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The receiver of docs/webhooks.md, in Node with the npm package, understands what we send. */
@TestPropertySource(properties = "moderato.webhooks.delivery.interval=20ms")
class NodeReceiverTest extends WebhookTest {
    private static final String DATABASE = TestServers.newDatabase();
    private static final Path SOURCE = Path.of("src", "test", "node");
    private static final Path FOLDER = Path.of("target", "webhook-receiver");

    private Process node;
    private BufferedReader lines;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> DATABASE);
    }

    @BeforeAll
    static void install() throws Exception {
        Files.createDirectories(FOLDER);
        for (String file : List.of("package.json", "package-lock.json", "receiver.mjs")) {
            Files.copy(SOURCE.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(run("npm", "ci", "--no-audit", "--no-fund").waitFor())
                .as("npm ci, which needs npm (./moderato test installs it)")
                .isZero();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (node != null) {
            node.destroyForcibly().waitFor();
        }
    }

    @Test
    void takesWhatIsSignedForIt() throws Exception {
        NewSecret created = subscribe("http://127.0.0.1:9009/in");
        listen(created, created.secret().text() + "\n");
        decide("comment-17 with ünicode 😀", Outcome.REJECT);
        assertThat(lines.readLine()).isEqualTo("content.decided comment-17 with ünicode 😀 REJECT");
        assertThat(settled(created.subscription()).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesEitherSecretWhileTheyChange(boolean old) throws Exception {
        NewSecret first = subscribe("http://127.0.0.1:9009/in");
        NewSecret second = subscriptions.rotate(
                admin,
                community,
                first.subscription().id(),
                first.subscription().editVersion(),
                Duration.ofHours(1));
        listen(second, (old ? first : second).secret().text());
        decide("rotating", Outcome.APPROVE);
        assertThat(lines.readLine()).isEqualTo("content.decided rotating APPROVE");
    }

    @Test
    void refusesWhatIsSignedWithAnotherSecret() throws Exception {
        NewSecret created = subscribe("http://127.0.0.1:9009/in");
        listen(created, subscribe("http://127.0.0.1:9009/other").secret().text());
        long test = deliveries.test(admin, community, created.subscription().id());
        waiting()
                .until(() ->
                        deliveries.find(admin, community, test).orElseThrow().state() == DeliveryState.DEAD);
        assertThat(deliveries.attempts(admin, community, test).getFirst()).satisfies(attempt -> {
            assertThat(attempt.words()).isEqualTo("The receiver refused the call with 400.");
            assertThat(attempt.answer()).isEqualTo("No matching signature found");
        });
    }

    @Test
    void isTheReceiverOfTheDocument() throws IOException {
        assertThat(Files.readString(Path.of(System.getProperty("moderato.root"), "docs", "webhooks.md")))
                .contains(Files.readString(SOURCE.resolve("receiver.mjs")));
    }

    private Delivery settled(Subscription subscription) {
        waiting()
                .until(() -> deliveries.list(community, subscription.id(), null, 0, 9).stream()
                        .allMatch(each -> each.state() != DeliveryState.WAITING));
        return deliveries.list(community, subscription.id(), null, 0, 9).getFirst();
    }

    /** Starts the receiver with that secret, and sends to it what is decided. */
    private void listen(NewSecret created, String secret) throws IOException {
        ProcessBuilder builder = builder("node", "receiver.mjs");
        builder.environment().put("WEBHOOK_SECRET", secret);
        builder.environment().put("PORT", "0");
        node = builder.start();
        lines = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
        String listening = lines.readLine();
        assertThat(listening).startsWith("listening ");
        String port = listening.substring("listening ".length());
        SubscriptionTerms terms = created.subscription().terms();
        subscriptions.change(
                admin,
                community,
                created.subscription().id(),
                created.subscription().editVersion(),
                new SubscriptionTerms(
                        terms.name(), "http://127.0.0.1:" + port + "/in", Set.of(EventType.CONTENT_DECIDED), false));
    }

    private static Process run(String... command) throws IOException {
        return builder(command).inheritIO().start();
    }

    private static ProcessBuilder builder(String... command) {
        return new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true);
    }
}
