package io.moderato.decision.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.embedded.EmbeddedKafka;
import io.moderato.embedded.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.kafka.core.KafkaAdmin;

@ExtendWith(OutputCaptureExtension.class)
class TopicCreationTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TOPIC = "made-later";

    @TempDir
    Path folder;

    @Test
    void createsTopicsWhenKafkaComesAfterTheService(CapturedOutput output) throws Exception {
        Map<String, Object> client;
        try (EmbeddedKafka formatted = EmbeddedKafka.start(folder)) {
            client = TestServers.clientOf(formatted);
        }
        KafkaAdmin admin = new KafkaAdmin(client);
        admin.setOperationTimeout(1);
        admin.setCloseTimeout(1);
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(KafkaAdmin.class, () -> admin);
            context.registerBean(NewTopic.class, () -> new NewTopic(TOPIC, 1, (short) 1));
            context.registerBean(TopicCreation.class);
            context.refresh();
            TopicCreation creation = context.getBean(TopicCreation.class);
            await().atMost(PATIENCE).until(() -> output.getOut().contains("Cannot create the topics yet"));

            try (EmbeddedKafka kafka = EmbeddedKafka.start(folder);
                    Admin asked = Admin.create(client)) {
                assertThat(kafka.bootstrapServers()).isEqualTo(client.get("bootstrap.servers"));
                await().atMost(PATIENCE)
                        .until(() -> asked.listTopics().names().get().contains(TOPIC));
                await().atMost(PATIENCE).until(() -> !creation.isRunning());
            }
        }
    }
}
