package io.moderato.database.schema;

import io.moderato.database.schema.SchemaSettings.Migration;
import java.util.Arrays;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** A program that migrates the schema and does nothing else. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Import(SchemaConfiguration.class)
@ComponentScan(
        basePackages = "io.moderato",
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = JavaMigration.class))
public class SchemaOnly {
    private static final String VARIABLE = "MODERATO_DB_MIGRATION";
    private static final String ARGUMENT = "--moderato.database.schema.migration=";

    /** Whether the environment or the arguments ask for nothing but the migration. */
    public static boolean isWanted(String[] arguments) {
        String wanted = Arrays.stream(arguments)
                .filter(each -> each.startsWith(ARGUMENT))
                .map(each -> each.substring(ARGUMENT.length()))
                .findFirst()
                .orElseGet(() -> String.valueOf(System.getenv(VARIABLE)));
        return Migration.ONLY.name().equalsIgnoreCase(wanted);
    }
}
