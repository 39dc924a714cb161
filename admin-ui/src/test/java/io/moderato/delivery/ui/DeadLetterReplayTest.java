package io.moderato.delivery.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Accounts;
import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.console.ConsoleContext;
import io.moderato.delivery.store.DeadLetter;
import io.moderato.delivery.store.DeadLetters;
import io.moderato.embedded.TestServers;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

@ExtendWith(OutputCaptureExtension.class)
class DeadLetterReplayTest {
    private static final String TOPIC = "replay.test";

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void sendsTheRecordToItsTopicAndMarksIt() throws Exception {
        Map<String, Object> client = TestServers.kafkaClient();
        client.put("group.id", "test");
        client.put("auto.offset.reset", "earliest");
        String[] settings = TestServers.kafkaSettings().entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        try (ConfigurableApplicationContext context = ConsoleContext.start(0, settings);
                KafkaConsumer<String, String> consumer =
                        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            try (Admin topics = Admin.create(TestServers.kafkaClient())) {
                topics.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                        .all()
                        .get(20, TimeUnit.SECONDS);
            }
            Actor admin = logIn(context);
            UUID letter = keep(context);
            assertThat(context.getBean(DeadLetterReplay.class).replayAll(admin)).isEqualTo(1);
            consumer.subscribe(List.of(TOPIC));
            ConsumerRecord<String, String> read = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> {
                                for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(200))) {
                                    return each;
                                }
                                return null;
                            },
                            each -> each != null);
            assertThat(read.key()).isEqualTo("key");
            assertThat(read.value()).isEqualTo("{\"a\":1}");
            assertThat(context.getBean(DeadLetters.class).list(0, 1).getFirst().replayedBy())
                    .isEqualTo("admin");
            assertThatThrownBy(() -> context.getBean(DeadLetterReplay.class).replay(admin, letter))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("already");
        }
    }

    @Test
    void keepsTheRecordWaitingWhenKafkaIsDown(CapturedOutput output) {
        try (ConfigurableApplicationContext context =
                ConsoleContext.start(0, "spring.kafka.bootstrap-servers=localhost:1")) {
            Actor admin = logIn(context);
            UUID letter = keep(context);
            assertThatThrownBy(() -> context.getBean(DeadLetterReplay.class).replay(admin, letter))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.key()).isEqualTo(ProblemKey.UNAVAILABLE))
                    .hasMessageContaining("still here");
            assertThat(context.getBean(DeadLetters.class).waiting()).isEqualTo(1);
            assertThat(output).as("the log, which never holds a posted text").doesNotContain("{\"a\":1}");
        }
    }

    private static UUID keep(ConfigurableApplicationContext context) {
        UUID id = UUID.randomUUID();
        context.getBean(DeadLetters.class)
                .keep(new DeadLetter(
                        id, TOPIC, 0, 1, "key", "{\"a\":1}", null, null, "broken", Instant.now(), null, null));
        return id;
    }

    private static Actor logIn(ConfigurableApplicationContext context) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        "admin", "", AuthorityUtils.createAuthorityList("ROLE_" + Role.ADMIN)));
        return context.getBean(Accounts.class).find("admin").orElseThrow().actor();
    }
}
