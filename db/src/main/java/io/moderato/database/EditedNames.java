package io.moderato.database;

import io.moderato.problem.ProblemException;

/** The names that people give to what they edit. */
public final class EditedNames {
    private static final int MAX_LENGTH = 100;

    private EditedNames() {}

    /**
     * Goes on if the name is one.
     *
     * @param thing what is named, in the reader's words
     * @throws ProblemException INVALID_FIELD if it is blank or too long
     */
    public static void require(String thing, String name) {
        if (name.isBlank() || name.length() > MAX_LENGTH) {
            throw ProblemException.invalidField(
                    "/name", "A %s's name has 1 to %d characters.".formatted(thing, MAX_LENGTH));
        }
    }
}
