package io.moderato.decision.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.content.Lane;
import io.moderato.decision.ContentDecided;
import io.moderato.embedded.TestServers;
import io.moderato.inference.ServiceTest;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

/** Kafka keeps texts no longer than the settings say. */
@ServiceTest
class ContentTopicsTest {
    @Test
    void keepTextsForADayAndDecisionsForAWeek() {
        try (Admin admin = Admin.create(TestServers.kafkaClient())) {
            await().ignoreExceptions().untilAsserted(() -> {
                Config texts = config(admin, Lane.LONG.topic());
                assertThat(millis(texts, TopicConfig.RETENTION_MS_CONFIG)).isEqualTo(Duration.ofDays(1));
                assertThat(millis(texts, TopicConfig.SEGMENT_MS_CONFIG)).isEqualTo(Duration.ofHours(6));
                Config decided = config(admin, ContentDecided.TOPIC);
                assertThat(millis(decided, TopicConfig.RETENTION_MS_CONFIG)).isEqualTo(Duration.ofDays(7));
            });
        }
    }

    private static Config config(Admin admin, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource)).all().get().get(resource);
    }

    private static Duration millis(Config config, String key) {
        return Duration.ofMillis(Long.parseLong(config.get(key).value()));
    }
}
