package io.moderato.operations.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.operations.watch.DiskState.Level;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** Says in the health of a service what its disk and its Kafka are like. Readiness does not ask them: most calls can be served. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(DiskSettings.class)
class WatchConfiguration {
    @Bean
    DiskWatch diskWatch(DiskSettings settings, MeterRegistry meters, ApplicationEventPublisher events) {
        return new DiskWatch(settings, meters, events::publishEvent);
    }

    @Bean
    HealthIndicator diskHealthIndicator(DiskWatch disk) {
        return () ->
                disk.level() == Level.FULL ? Health.down().build() : Health.up().build();
    }

    /** For services that have a Kafka. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(KafkaAdmin.class)
    static class OfKafka {
        @Bean
        KafkaWatch kafkaWatch(KafkaAdmin kafka, MeterRegistry meters) {
            return new KafkaWatch(kafka.getConfigurationProperties(), meters);
        }

        @Bean
        HealthIndicator kafkaHealthIndicator(KafkaWatch kafka) {
            return () ->
                    kafka.isAnswering() ? Health.up().build() : Health.down().build();
        }
    }
}
