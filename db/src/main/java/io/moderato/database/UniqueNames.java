package io.moderato.database;

import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.dao.DataIntegrityViolationException;

/** Writes edits of things whose names differ within a community. For editing stores alone, because it knows Hibernate. */
public final class UniqueNames {
    private UniqueNames() {}

    /**
     * Writes an edit.
     *
     * @param thing the named thing, in the reader's words
     * @throws ProblemException ALREADY_EXISTS for a name that is taken; CHANGED_MEANWHILE if another edit came in between
     */
    public static void write(String thing, String name, Runnable flush) {
        try {
            EditVersions.write(thing, flush);
        } catch (DataIntegrityViolationException refused) {
            if (refused.getCause() instanceof ConstraintViolationException violation
                    && violation.getKind() == ConstraintViolationException.ConstraintKind.UNIQUE) {
                throw new ProblemException(
                        ProblemKey.ALREADY_EXISTS,
                        "There is already a %s named %s.".formatted(thing, name),
                        "/name",
                        refused);
            }
            throw refused;
        }
    }
}
