package io.moderato.database.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.database.StoreTest;
import io.moderato.embedded.TestServers;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The role of the services owns nothing, and a program and a schema that do not fit do not work together. */
class SchemaTest extends StoreTest {
    private static final String NEVER = "--moderato.database.schema.migration=never";
    private static final String ONLY = "--moderato.database.schema.migration=only";

    @Autowired
    private JdbcClient jdbc;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE decision DISABLE TRIGGER decision_append_only",
                "DROP TRIGGER decision_append_only ON decision",
                "SET session_replication_role = replica",
                "DELETE FROM decision",
                "DELETE FROM audit_event",
                "UPDATE audit_event SET actor = 'somebody else'",
                "TRUNCATE content CASCADE",
                "ALTER TABLE content ADD COLUMN more text",
                "DROP TABLE event CASCADE",
                "CREATE TABLE mine (a int)",
                "UPDATE flyway_schema_history SET checksum = 1",
                "UPDATE schema_fit SET oldest_program = '1'",
                "SELECT pg_read_file('postgresql.conf')"
            })
    void servicesHaveNoRightTo(String act) {
        assertThatThrownBy(() -> jdbc.sql(act).update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageMatching("(?s).*(must be owner|permission denied).*");
    }

    @Test
    void startsOnWhatAnotherProcessHasMigrated() {
        String url = TestServers.newDatabase();
        assertThatThrownBy(() -> start(Stores.class, url, NEVER))
                .rootCause()
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("schema version none")
                .hasMessageContaining("MODERATO_DB_MIGRATION=only");

        start(SchemaOnly.class, url, ONLY);
        start(Stores.class, url, NEVER);
        assertThat(owner(url)
                        .sql("SELECT count(*) FROM flyway_schema_history WHERE version = '3.1'")
                        .query(Integer.class)
                        .single())
                .as("migrations in Java")
                .isEqualTo(1);
    }

    @Test
    void startsOnALaterSchemaIfThatOneSaysThatItFits() {
        String url = TestServers.newDatabase();
        start(SchemaOnly.class, url);
        owner(url).sql("""
                        INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                        SELECT max(installed_rank) + 1, '999', 'later', 'SQL', 'V999__later.sql', 1, 'owner', 1, true FROM flyway_schema_history
                        """).update();
        start(Stores.class, url);

        owner(url).sql("UPDATE schema_fit SET oldest_program = '998'").update();
        assertThatThrownBy(() -> start(Stores.class, url))
                .rootCause()
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("schema version 999")
                .hasMessageContaining("restore a backup");
        assertThatThrownBy(() -> start(Stores.class, url, NEVER)).rootCause().isInstanceOf(SchemaException.class);
    }

    private static JdbcClient owner(String url) {
        return JdbcClient.create(new DriverManagerDataSource(url));
    }

    private static void start(Class<?> program, String url, String... settings) {
        Map<String, String> database = TestServers.databaseSettings(url);
        new SpringApplicationBuilder(program)
                .web(WebApplicationType.NONE)
                .run(Stream.concat(
                                database.entrySet().stream().map(each -> "--" + each.getKey() + "=" + each.getValue()),
                                Stream.of(settings))
                        .toArray(String[]::new))
                .close();
    }
}
