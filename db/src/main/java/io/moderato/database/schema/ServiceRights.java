package io.moderato.database.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * After each migration, gives the role of the services rights on the rows and on nothing else: it can neither change tables nor switch off a
 * trigger, and of decisions and the audit trail it can delete nothing. Does nothing where the services own the schema.
 */
final class ServiceRights implements Callback {
    /** What nobody but their owner deletes from. */
    private static final List<String> KEPT = List.of("decision", "audit_event");
    /** What only migrations write to. */
    private static final List<String> SCHEMA = List.of("flyway_schema_history", "schema_fit");

    private final String service;

    ServiceRights(String service) {
        this.service = service;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try (Statement statement = context.getConnection().createStatement()) {
            if (isOwner(context.getConnection())) {
                return;
            }
            String role = statement.enquoteIdentifier(service, true);
            for (String each : List.of(
                    "GRANT USAGE ON SCHEMA public TO " + role,
                    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + role,
                    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO " + role,
                    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO " + role,
                    "REVOKE DELETE ON " + String.join(", ", KEPT) + " FROM " + role,
                    "REVOKE UPDATE ON audit_event FROM " + role,
                    "REVOKE INSERT, UPDATE, DELETE ON " + String.join(", ", SCHEMA) + " FROM " + role)) {
                statement.execute(each);
            }
        } catch (SQLException failed) {
            throw new FlywayException("The rights of the role " + service + " could not be set", failed);
        }
    }

    private boolean isOwner(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet user = statement.executeQuery("SELECT current_user")) {
            return user.next() && user.getString(1).equals(service);
        }
    }

    @Override
    public String getCallbackName() {
        return "rights of the services";
    }
}
