package io.moderato.database.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this program can work with the schema of a database. A schema that a later program migrated says in {@code schema_fit} which
 * program is the oldest one that can still work with it, so that instances of two versions may run side by side, and an upgrade can be
 * taken back.
 */
final class SchemaFit {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaFit.class);

    private final MigrationVersion program;
    private final @Nullable MigrationVersion schema;
    private final int pending;
    private final @Nullable MigrationVersion oldestProgram;

    private SchemaFit(
            MigrationVersion program,
            @Nullable MigrationVersion schema,
            int pending,
            @Nullable MigrationVersion oldestProgram) {
        this.program = program;
        this.schema = schema;
        this.pending = pending;
        this.oldestProgram = oldestProgram;
    }

    static SchemaFit of(Flyway flyway) {
        var info = flyway.info();
        MigrationVersion program = Arrays.stream(info.all())
                .filter(each -> each.getState().isResolved() && each.getVersion() != null)
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        MigrationVersion schema = Optional.ofNullable(info.current())
                .map(MigrationInfo::getVersion)
                .orElse(null);
        boolean ahead = schema != null && schema.compareTo(program) > 0;
        return new SchemaFit(program, schema, info.pending().length, ahead ? oldestProgram(flyway) : null);
    }

    /**
     * Refuses a schema that a later program has changed so that this one would do wrong.
     *
     * @throws SchemaException with what to do
     */
    void refuseTooNew() {
        if (schema == null || schema.compareTo(program) <= 0) {
            return;
        }
        if (oldestProgram == null || program.compareTo(oldestProgram) < 0) {
            throw new SchemaException(
                    "The database has schema version %s, and this program knows %s. A later version of Moderato has changed what this one relies on. Start that version again, or restore a backup from before the upgrade (docs/upgrade.md)."
                            .formatted(schema, program));
        }
        LOG.warn("The database has schema version {}, and this program knows {}. It works with it", schema, program);
    }

    /**
     * Refuses a schema that has to be migrated first.
     *
     * @throws SchemaException with what to do
     */
    void refuseTooOld() {
        if (pending > 0) {
            throw new SchemaException(
                    "The database has schema version %s, and this program needs %s. MODERATO_DB_MIGRATION=never is set here, so start the program once with MODERATO_DB_MIGRATION=only and the role that owns the schema (docs/upgrade.md)."
                            .formatted(schema == null ? "none" : schema, program));
        }
    }

    private static @Nullable MigrationVersion oldestProgram(Flyway flyway) {
        try (Connection connection = flyway.getConfiguration().getDataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT oldest_program FROM schema_fit")) {
            return found.next() ? MigrationVersion.fromVersion(found.getString(1)) : null;
        } catch (SQLException failed) {
            throw new SchemaException("The database does not say which programs it fits: " + failed.getMessage());
        }
    }
}
