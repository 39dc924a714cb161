package io.moderato.content.outbox;

import io.moderato.content.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Finds the time up to which the pipeline has consumed all records. A revision that was sent before that time and is still undecided was
 * lost by Kafka and must be sent again; a later one only waits. To find the time, this class notes where the topics end, and asks from time
 * to time whether the consumer groups have come that far.
 */
@Component
class ConsumedUntil implements DisposableBean {
    private final OutboxSettings settings;
    private final ContentProducer producer;
    private @Nullable Admin admin;
    private @Nullable Mark mark;

    ConsumedUntil(OutboxSettings settings, ContentProducer producer) {
        this.settings = settings;
        this.producer = producer;
    }

    /** The latest such time, once for each time found. Empty as long as there is nothing new or Kafka does not answer. */
    synchronized Optional<Instant> next() {
        try {
            Mark before = mark;
            if (before == null) {
                mark = mark();
                return Optional.empty();
            }
            if (!isReached(before)) {
                return Optional.empty();
            }
            mark = mark();
            return Optional.of(before.at());
        } catch (ExecutionException | TimeoutException silent) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Mark mark() throws ExecutionException, InterruptedException, TimeoutException {
        Instant now = Instant.now();
        Map<Lane, Map<TopicPartition, Long>> ends = new HashMap<>();
        for (Lane lane : Lane.values()) {
            Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
            for (TopicPartition partition : partitions(lane)) {
                partitions.put(partition, OffsetSpec.latest());
            }
            Map<TopicPartition, Long> offsets = new HashMap<>();
            answer(admin().listOffsets(partitions).all())
                    .forEach((partition, end) -> offsets.put(partition, end.offset()));
            ends.put(lane, offsets);
        }
        return new Mark(now, ends);
    }

    private List<TopicPartition> partitions(Lane lane)
            throws ExecutionException, InterruptedException, TimeoutException {
        TopicDescription topic = answer(
                        admin().describeTopics(List.of(lane.topic())).allTopicNames())
                .get(lane.topic());
        List<TopicPartition> partitions = new ArrayList<>();
        if (topic != null) {
            topic.partitions().forEach(each -> partitions.add(new TopicPartition(lane.topic(), each.partition())));
        }
        return partitions;
    }

    /** Whether each lane's group has committed past the mark. A group that has never committed is still at the beginning. */
    private boolean isReached(Mark target) throws ExecutionException, InterruptedException, TimeoutException {
        for (Map.Entry<Lane, Map<TopicPartition, Long>> lane : target.ends().entrySet()) {
            String group = lane.getKey().group(settings.pipelineGroup());
            Map<TopicPartition, OffsetAndMetadata> committed =
                    answer(admin().listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec()))
                            .partitionsToOffsetAndMetadata(group));
            for (Map.Entry<TopicPartition, Long> end : lane.getValue().entrySet()) {
                OffsetAndMetadata reached = committed.get(end.getKey());
                if (end.getValue() > 0 && (reached == null || reached.offset() < end.getValue())) {
                    return false;
                }
            }
        }
        return true;
    }

    private <T> T answer(org.apache.kafka.common.KafkaFuture<T> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(settings.sendTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private Admin admin() {
        Admin known = admin;
        if (known == null) {
            known = Admin.create(producer.adminConfiguration());
            admin = known;
        }
        return known;
    }

    @Override
    public synchronized void destroy() {
        Admin open = admin;
        if (open != null) {
            open.close(Duration.ofSeconds(1));
            admin = null;
        }
    }

    /**
     * The ends of the topics at a time.
     *
     * @param at   a time; everything that was sent before it lies before the ends
     * @param ends the ends of the partitions, by lane
     */
    private record Mark(Instant at, Map<Lane, Map<TopicPartition, Long>> ends) {}
}
