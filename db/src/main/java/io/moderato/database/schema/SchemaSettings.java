package io.moderato.database.schema;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who brings the schema of the database to the version of this program.
 *
 * @param migration when it is done
 * @param user      the role that owns the schema; empty if the service's own role does
 * @param password  the password of that role
 */
@ConfigurationProperties("moderato.database.schema")
public record SchemaSettings(
        @DefaultValue("at-start") Migration migration,
        @DefaultValue("") String user,
        @DefaultValue("") String password) {
    /** When the schema is migrated. */
    public enum Migration {
        /** At each start, before anything else. */
        AT_START,
        /** By another process; a start on a schema that is too old fails. */
        NEVER,
        /** Now, and this process does nothing else. */
        ONLY
    }
}
