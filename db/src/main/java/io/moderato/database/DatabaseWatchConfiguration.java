package io.moderato.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the watch over the database between the pool and the code that serves requests. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class DatabaseWatchConfiguration {
    @Bean
    static BeanPostProcessor watchedPool() {
        return new WatchedPool();
    }

    /** Replaces Boot's health indicator, which would wait for a free connection like every request. */
    @Bean
    HealthIndicator dbHealthIndicator(ObjectProvider<DataSource> database) {
        return () -> database.getObject() instanceof WatchedDataSource watched && !watched.isAnswering()
                ? Health.down().build()
                : Health.up().build();
    }

    private static final class WatchedPool implements BeanPostProcessor, AutoCloseable {
        private final List<DatabaseWatch> watches = new ArrayList<>();

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (!(bean instanceof HikariDataSource pool)) {
                return bean;
            }
            DatabaseWatch watch = new DatabaseWatch(pool);
            watches.add(watch);
            return new WatchedDataSource(pool, watch);
        }

        @Override
        public void close() {
            watches.forEach(DatabaseWatch::close);
        }
    }
}
