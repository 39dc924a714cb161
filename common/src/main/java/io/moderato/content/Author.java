package io.moderato.content;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The account that posted a content.
 *
 * @param id   the platform's own id of the account, at most 200 characters
 * @param name the name that others see, at most 200 characters; null if the platform did not tell it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Author(String id, @Nullable String name) {
    private static final int MAX_LENGTH = 200;

    /**
     * Checks the id and the name.
     *
     * @throws IllegalArgumentException if the id is blank or either is too long
     */
    public Author {
        if (id.isBlank() || id.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("author.id has 1 to " + MAX_LENGTH + " characters");
        }
        if (name != null && name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("author.name has at most " + MAX_LENGTH + " characters");
        }
    }
}
