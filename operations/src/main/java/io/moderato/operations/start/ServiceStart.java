package io.moderato.operations.start;

import io.moderato.database.schema.SchemaOnly;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts a service as a process of its own. */
public final class ServiceStart {
    private ServiceStart() {}

    /**
     * Starts that service, or migrates the schema of the database and returns, if {@code MODERATO_DB_MIGRATION} is {@code only}.
     *
     * @param application the service
     * @param defaults    the files with its defaults, for {@code spring.config.import}
     */
    public static void run(Class<?> application, String defaults, String[] arguments) {
        boolean schemaOnly = SchemaOnly.isWanted(arguments);
        new SpringApplicationBuilder(schemaOnly ? SchemaOnly.class : application)
                .web(schemaOnly ? WebApplicationType.NONE : WebApplicationType.SERVLET)
                .properties("spring.config.import=" + defaults)
                .run(arguments);
    }
}
