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

/** The configuration of JPA for the {@link EditingStore}s. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "org.hibernate.Session")
@EntityScan("io.moderato")
// the repositories are made when they are first used, so that the start does not wait for them
@EnableJpaRepositories(basePackages = "io.moderato", bootstrapMode = BootstrapMode.LAZY)
class EditingConfiguration {
    /**
     * The settings of Hibernate. Only Flyway makes the schema. Nothing that JPA read is cached, because another process may have changed
     * it.
     */
    @Bean
    static HibernatePropertiesCustomizer hibernateFollowsFlyway() {
        return settings -> settings.putAll(Map.of(
                AvailableSettings.HBM2DDL_AUTO,
                "validate",
                AvailableSettings.JAKARTA_SHARED_CACHE_MODE,
                "NONE",
                AvailableSettings.USE_SECOND_LEVEL_CACHE,
                false,
                // the stores check their input themselves and say what is wrong with it
                AvailableSettings.JAKARTA_VALIDATION_MODE,
                "NONE"));
    }
}
