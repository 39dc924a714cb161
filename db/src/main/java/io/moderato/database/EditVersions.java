package io.moderato.database;

import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/** Compares the version that an editor read with the present version, so that two people do not overwrite each other's work. */
public final class EditVersions {
    private EditVersions() {}

    /**
     * Checks that the editor read the present version.
     *
     * @param thing the edited thing, in the reader's words
     * @throws ProblemException CHANGED_MEANWHILE if the versions differ
     */
    public static void requireSame(String thing, int read, int present) {
        if (read != present) {
            throw changedMeanwhile(thing, null);
        }
    }

    /**
     * Writes an edit.
     *
     * @throws ProblemException CHANGED_MEANWHILE if another edit came in between
     */
    public static void write(String thing, Runnable flush) {
        try {
            flush.run();
        } catch (OptimisticLockingFailureException overtaken) {
            throw changedMeanwhile(thing, overtaken);
        }
    }

    private static ProblemException changedMeanwhile(String thing, @Nullable Throwable cause) {
        return new ProblemException(
                ProblemKey.CHANGED_MEANWHILE,
                "Somebody changed this " + thing
                        + " meanwhile, so your change was not saved. Look at it as it is now, then change it again.",
                null,
                cause);
    }
}
