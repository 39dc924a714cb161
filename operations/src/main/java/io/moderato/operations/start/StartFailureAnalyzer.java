package io.moderato.operations.start;

import io.moderato.database.schema.SchemaException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Shows what our own checks, and PostgreSQL at the first connection, say at a start: in their words alone, without the stack of calls. */
class StartFailureAnalyzer implements FailureAnalyzer {
    /** What SQLSTATE begins with where there is no connection: it failed, the login was refused, there is no such database. */
    private static final Set<String> NO_CONNECTION = Set.of("08", "28", "3D");

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SettingsException || each instanceof SchemaException) {
                return new FailureAnalysis(String.valueOf(each.getMessage()), null, failure);
            }
            if (each instanceof SQLException refused && hasNoConnection(refused)) {
                return new FailureAnalysis(
                        "PostgreSQL cannot be used: " + refused.getMessage(),
                        "Check that it runs, and MODERATO_DB_URL, MODERATO_DB_USER and MODERATO_DB_PASSWORD (with a role for the migration,"
                                + " MODERATO_DB_MIGRATION_USER and MODERATO_DB_MIGRATION_PASSWORD too). docs/operations.md has examples, with TLS too.",
                        failure);
            }
        }
        return null;
    }

    private static boolean hasNoConnection(SQLException refused) {
        String state = refused.getSQLState();
        return state != null && state.length() == 5 && NO_CONNECTION.contains(state.substring(0, 2));
    }
}
