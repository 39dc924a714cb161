package io.moderato.database;

import java.util.Map;
import org.hibernate.cfg.AvailableSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.data.repository.config.BootstrapMode;

/** JPA for the {@link EditingStore}s. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "org.hibernate.Session")
@EntityScan("io.moderato")
// made when first used, so that the start does not wait for them
@EnableJpaRepositories(basePackages = "io.moderato", bootstrapMode = BootstrapMode.LAZY)
class EditingConfiguration {
    /** Flyway alone makes the schema, and what JPA read is not kept: another process may have changed it. */
    @Bean
    static HibernatePropertiesCustomizer hibernateFollowsFlyway() {
        return settings -> settings.putAll(Map.of(
                AvailableSettings.HBM2DDL_AUTO,
                "validate",
                AvailableSettings.JAKARTA_SHARED_CACHE_MODE,
                "NONE",
                AvailableSettings.USE_SECOND_LEVEL_CACHE,
                false,
                // the stores check what they take, and say what is wrong with it
                AvailableSettings.JAKARTA_VALIDATION_MODE,
                "NONE"));
    }
}
