package io.moderato.database.schema;

import io.moderato.database.schema.SchemaSettings.Migration;
import java.util.Objects;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Migrates the schema by its owner's role, and gives the role of the services no more than they need (decision record 31). */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SchemaSettings.class)
class SchemaConfiguration {
    @Bean
    FlywayConfigurationCustomizer schemaOwner(SchemaSettings settings, JdbcConnectionDetails service) {
        return flyway -> {
            if (!settings.user().isBlank() && settings.migration() != Migration.NEVER) {
                PGSimpleDataSource owner = new PGSimpleDataSource();
                owner.setUrl(service.getJdbcUrl());
                String role = Objects.requireNonNullElse(service.getUsername(), String.valueOf(owner.getUser()));
                owner.setUser(settings.user());
                owner.setPassword(settings.password());
                flyway.dataSource(owner);
                flyway.callbacks(new ServiceRights(role));
            }
        };
    }

    @Bean
    FlywayMigrationStrategy schemaMigration(SchemaSettings settings) {
        return flyway -> {
            SchemaFit fit = SchemaFit.of(flyway);
            fit.refuseTooNew();
            if (settings.migration() == Migration.NEVER) {
                fit.refuseTooOld();
            } else {
                flyway.migrate();
            }
        };
    }
}
