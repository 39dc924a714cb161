package io.moderato.database;

import org.slf4j.Logger;
import org.springframework.transaction.TransactionException;

/** Work that people wait for, tried every second or so: it waits while the database does not answer, and the log says so once. */
public final class PatientWork {
    private final Logger log;
    private final String afterwards;
    private volatile boolean databaseAnswers = true;

    /**
     * Work that was not tried yet.
     *
     * @param afterwards what becomes of the work, such as "erasures go on when it is back."
     */
    public PatientWork(Logger log, String afterwards) {
        this.log = log;
        this.afterwards = afterwards;
    }

    /** Does the work, or leaves it for the next time. */
    public void attempt(Runnable work) {
        try {
            work.run();
            databaseAnswers = true;
        } catch (RuntimeException failed) {
            if (!waitsFor(failed)) {
                throw failed;
            }
            if (databaseAnswers) {
                log.warn(
                        "The database does not answer ({}); {}",
                        failed.getClass().getSimpleName(),
                        afterwards);
            }
            databaseAnswers = false;
        }
    }

    /** Whether the failure is about the database and not about the work. */
    public static boolean waitsFor(RuntimeException failure) {
        return failure instanceof TransactionException || DatabaseOutage.isOne(failure);
    }
}
