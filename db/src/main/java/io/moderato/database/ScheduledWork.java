package io.moderato.database;

import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Work that is done every so often, and that the next time can do as well. */
public final class ScheduledWork {
    private ScheduledWork() {}

    /**
     * Does the work. While the database does not answer, it is left for the next time; a quiet line in the log says so.
     *
     * @param what the work, such as "deleting old suggestions"
     */
    public static void attempt(Logger log, String what, Runnable work) {
        try {
            work.run();
        } catch (DataAccessException | TransactionException down) {
            log.debug(
                    "The database does not answer ({}); {} later",
                    down.getClass().getSimpleName(),
                    what);
        }
    }

    /**
     * Does a step again until one has not found enough to be full, at most that many times. Each step is a transaction of its own, so that
     * none holds many rows.
     *
     * @param full the most that a step does
     * @param step does its part and returns how much that was
     */
    public static void steps(int most, int full, IntSupplier step) {
        int done = full;
        for (int i = 0; i < most && done >= full; i++) {
            done = step.getAsInt();
        }
    }
}
