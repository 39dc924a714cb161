package io.moderato.database;

import io.moderato.problem.ProblemException;

/** Checks the names that people give to the things they edit. */
public final class EditedNames {
    private static final int MAX_LENGTH = 100;

    private EditedNames() {}

    /**
     * Checks a name.
     *
     * @param thing the named thing, in the reader's words
     * @throws ProblemException INVALID_FIELD if the name is blank or too long
     */
    public static void require(String thing, String name) {
        if (name.isBlank() || name.length() > MAX_LENGTH) {
            throw ProblemException.invalidField(
                    "/name", "A %s's name has 1 to %d characters.".formatted(thing, MAX_LENGTH));
        }
    }
}
