package io.moderato.database;

import java.sql.SQLException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Recognises the failures of a database that cannot answer at the moment. */
public final class DatabaseOutage {
    private static final String CONNECTION = "08";

    private DatabaseOutage() {}

    /** Whether the failure means that the database was unreachable or broke off, so that the same call may succeed later. */
    public static boolean isOne(Throwable failure) {
        return switch (failure) {
            case DataAccessResourceFailureException _,
                    TransientDataAccessException _,
                    CannotCreateTransactionException _,
                    TransactionSystemException _ -> true;
            // with JPA, the rollback over a connection that broke off hides the failure that broke it
            case UncategorizedDataAccessException other -> brokeOff(other);
            default -> false;
        };
    }

    /** Whether the connection itself failed: PostgreSQL gives each of its own errors a state, and those of class 08 are about connections. */
    private static boolean brokeOff(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (sql.getSQLState() == null || sql.getSQLState().startsWith(CONNECTION))) {
                return true;
            }
        }
        return false;
    }
}
