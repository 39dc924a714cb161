package io.moderato.batch.input;

import io.moderato.archive.reading.ArchiveReadingException;
import io.moderato.archive.reading.ArchiveSnapshot;
import io.moderato.archive.store.DatabaseLogin;
import io.moderato.batch.BatchException;
import io.moderato.problem.ProblemException;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;

/** Says in words what a database refuses. */
public final class DatabaseReading {
    private DatabaseReading() {}

    /**
     * What a snapshot of the database tells.
     *
     * @throws BatchException if it does not answer or has not what is asked for
     */
    public static <T> T in(DatabaseLogin login, Function<ArchiveSnapshot, T> reading) {
        try (ArchiveSnapshot snapshot = ArchiveSnapshot.open(login)) {
            return reading.apply(snapshot);
        } catch (DataAccessException failed) {
            throw new BatchException(inWords(login, failed), failed);
        } catch (ArchiveReadingException | ProblemException refused) {
            throw new BatchException(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** The database and what it says. */
    public static String inWords(DatabaseLogin login, DataAccessException failed) {
        Throwable cause = failed.getMostSpecificCause();
        return "The database of %s cannot be read: %s"
                .formatted(
                        login,
                        String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString()));
    }
}
