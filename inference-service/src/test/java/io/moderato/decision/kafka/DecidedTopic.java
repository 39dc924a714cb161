package io.moderato.decision.kafka;

import io.moderato.content.ContentId;
import io.moderato.decision.ContentDecided;
import io.moderato.decision.Decision;
import io.moderato.embedded.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.json.JsonMapper;

/** What comes out of the pipeline from now on. */
final class DecidedTopic implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final KafkaConsumer<String, String> consumer;
    private final List<Decision> seen = new ArrayList<>();

    DecidedTopic() {
        consumer = new KafkaConsumer<>(TestServers.kafkaClient(), new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(ContentDecided.TOPIC).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** All that was published so far about that content. */
    List<Decision> about(ContentId content) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
            seen.add(JSON.readValue(record.value(), ContentDecided.class).decision());
        }
        return seen.stream()
                .filter(decision -> decision.content().equals(content))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
