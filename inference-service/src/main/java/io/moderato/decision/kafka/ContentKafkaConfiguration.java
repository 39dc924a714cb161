package io.moderato.decision.kafka;

import io.moderato.content.ContentSubmitted;
import io.moderato.content.Lane;
import io.moderato.decision.ContentDecided;
import io.moderato.decision.inference.PipelineSettings;
import io.moderato.event.EventMessage;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.util.backoff.ExponentialBackOff;

/** The topics of contents, and how batches are taken from them. */
@Configuration(proxyBeanMethods = false)
class ContentKafkaConfiguration {
    static final String SUBMITTED_FACTORY = "contentSubmittedListenerFactory";
    static final String LONG_FACTORY = "contentLongListenerFactory";
    static final String DEAD_LETTER_FACTORY = "contentDeadLetterListenerFactory";

    /** A batch of the longest texts keeps the model busy for minutes. */
    private static final Duration MAX_POLL_INTERVAL = Duration.ofMinutes(15);

    private static final int LONG_BATCH = 50;
    /** One text by itself keeps all processors busy; the second is read and stored meanwhile. */
    private static final int LONG_CONCURRENCY = 2;

    private static final int DEAD_LETTER_BATCH = 50;
    /** How long an instance may be silent before others get its records. */
    private static final Duration SESSION = Duration.ofSeconds(10);

    private static final Duration HEARTBEAT = Duration.ofSeconds(3);

    /** A step of a batch takes a second or two; with the server's own time, a process ends within 25 s. */
    private static final Duration SHUTDOWN = Duration.ofSeconds(10);

    @Bean
    KafkaAdmin.NewTopics contentTopics(PipelineSettings settings) {
        return new KafkaAdmin.NewTopics(
                texts(Lane.QUICK.topic(), settings.partitions(), settings),
                texts(Lane.BULK.topic(), settings.partitions(), settings),
                texts(Lane.LONG.topic(), settings.partitions(), settings),
                topic(ContentDecided.TOPIC, settings.partitions(), settings.keepEvents(), settings),
                topic(EventMessage.TOPIC, settings.partitions(), settings.keepEvents(), settings),
                texts(ContentSubmitted.DEAD_LETTER_TOPIC, 1, settings));
    }

    private static NewTopic texts(String name, int partitions, PipelineSettings settings) {
        return topic(name, partitions, settings.keepTexts(), settings);
    }

    private static NewTopic topic(String name, int partitions, Duration keep, PipelineSettings settings) {
        return TopicBuilder.name(name)
                .config(TopicConfig.RETENTION_MS_CONFIG, Long.toString(keep.toMillis()))
                // Kafka deletes whole segments, and the one that it writes to is never deleted: by default for a week
                .config(
                        TopicConfig.SEGMENT_MS_CONFIG,
                        Long.toString(keep.dividedBy(4).toMillis()))
                .partitions(partitions)
                .replicas(settings.replicas())
                // where there are two copies or more, two brokers have a record before it counts as taken
                .config(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(Math.min(settings.replicas(), 2)))
                // Kafka's own default is a quarter of this
                .config(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(ContentSubmitted.MAX_RECORD_BYTES))
                .build();
    }

    /**
     * A listener that does nothing: the sender sees the failure and logs once that Kafka is away. Spring's own listener would log a line
     * for each of thousands of records, with a user's text in it.
     */
    @Bean
    ProducerListener<Object, Object> silentProducerListener() {
        return new ProducerListener<>() {};
    }

    @Bean(SUBMITTED_FACTORY)
    ConcurrentKafkaListenerContainerFactory<String, String> contentSubmittedListenerFactory(
            ConsumerFactory<?, ?> consumers, PipelineSettings settings) {
        return submitted(factory(consumers, settings, settings.maxBatch(), settings.effectiveConcurrency()));
    }

    @Bean(LONG_FACTORY)
    ConcurrentKafkaListenerContainerFactory<String, String> contentLongListenerFactory(
            ConsumerFactory<?, ?> consumers, PipelineSettings settings) {
        return submitted(factory(consumers, settings, LONG_BATCH, Math.min(LONG_CONCURRENCY, settings.partitions())));
    }

    /**
     * The factory for submitted contents. The listener itself confirms a finished batch, because a process that stops leaves the rest of a
     * batch.
     */
    private static ConcurrentKafkaListenerContainerFactory<String, String> submitted(
            ConcurrentKafkaListenerContainerFactory<String, String> factory) {
        factory.getContainerProperties().setAckMode(ContainerProperties.AckMode.MANUAL);
        return factory;
    }

    @Bean(DEAD_LETTER_FACTORY)
    ConcurrentKafkaListenerContainerFactory<String, String> contentDeadLetterListenerFactory(
            ConsumerFactory<?, ?> consumers, PipelineSettings settings) {
        return factory(consumers, settings, DEAD_LETTER_BATCH, 1);
    }

    @SuppressWarnings("unchecked")
    private static ConcurrentKafkaListenerContainerFactory<String, String> factory(
            ConsumerFactory<?, ?> consumers, PipelineSettings settings, int maxBatch, int concurrency) {
        ConcurrentKafkaListenerContainerFactory<String, String> factory =
                new ConcurrentKafkaListenerContainerFactory<>();
        // Boot's factory makes string consumers unless somebody configured others, which these topics do not hold
        factory.setConsumerFactory((ConsumerFactory<String, String>) consumers);
        factory.setBatchListener(true);
        factory.setConcurrency(concurrency);
        factory.getContainerProperties().setAckMode(ContainerProperties.AckMode.BATCH);
        factory.getContainerProperties().setShutdownTimeout(SHUTDOWN.toMillis());
        Properties consumer = new Properties();
        consumer.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(maxBatch));
        consumer.setProperty(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Long.toString(MAX_POLL_INTERVAL.toMillis()));
        // Kafka's own default lets the records of an instance that died wait for 45 s; the heart beats on a thread of
        // its own, also
        // while a batch is scored
        consumer.setProperty(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Long.toString(SESSION.toMillis()));
        consumer.setProperty(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Long.toString(HEARTBEAT.toMillis()));
        // records that are older than this consumer group are its work, too
        consumer.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // a broker would create missing topics with its own number of partitions and copies
        consumer.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        // a factory copies its container properties to each container, except these
        factory.setContainerCustomizer(
                container -> container.getContainerProperties().setKafkaConsumerProperties(consumer));
        factory.setCommonErrorHandler(patient(settings));
        return factory;
    }

    /** Tries a batch again until it succeeds: a failure that arrives here is our own fault, and no record may be lost for it. */
    private static DefaultErrorHandler patient(PipelineSettings settings) {
        ExponentialBackOff backOff =
                new ExponentialBackOff(settings.outageBackOff().toMillis(), 2);
        backOff.setMaxInterval(settings.maxOutageBackOff().toMillis());
        DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
        // by default some exceptions, such as a failed cast, would let the batch go
        handler.setClassifications(Map.of(), true);
        return handler;
    }
}
