package io.moderato.database;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Recognises the failures of a database that cannot answer at the moment. */
public final class DatabaseOutage {
    private DatabaseOutage() {}

    /** Whether the failure means that the database was unreachable or broke off, so that the same call may succeed later. */
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
