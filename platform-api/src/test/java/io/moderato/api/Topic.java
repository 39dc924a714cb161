package io.moderato.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A topic, read from its beginning. */
public final class Topic implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final KafkaConsumer<String, String> consumer;
    private final List<Message> seen = new ArrayList<>();

    /** The topic with that name, at the broker of that client configuration. */
    public Topic(Map<String, Object> client, String name) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("group.id", UUID.randomUUID().toString());
        settings.put("auto.offset.reset", "earliest");
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                .map(partition -> new TopicPartition(name, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The records with that key that have come until now. */
    public List<JsonNode> of(String key) {
        consumer.poll(Duration.ofMillis(100)).forEach(each -> seen.add(new Message(each.key(), each.value())));
        return seen.stream()
                .filter(message -> message.key().equals(key))
                .map(message -> JSON.readTree(message.value()))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private record Message(String key, String value) {}
}
