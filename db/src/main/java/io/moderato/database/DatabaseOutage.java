package io.moderato.database;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** How a database that cannot answer just now looks to its callers. */
public final class DatabaseOutage {
    private DatabaseOutage() {}

    /** Whether the failure says that the database was not there, or broke off: the same call may succeed later. */
    public static boolean isOne(Throwable failure) {
        return switch (failure) {
            case DataAccessResourceFailureException _,
                    TransientDataAccessException _,
                    CannotCreateTransactionException _,
                    TransactionSystemException _ -> true;
            default -> false;
        };
    }
}
