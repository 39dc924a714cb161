package io.moderato.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The language of a text, and the parts of it that a model can read.
 *
 * @param language the BCP 47 primary tag of the language of most of the text; null if it is undetermined
 * @param readable the parts of the text as posted that the model can read, in order, apart from each other; neighbouring sentences
 *     are one part, and a text that can be read as a whole is one part from its beginning to its end
 * @param whole whether the model can read the whole text; an empty text counts as read
 */
public record Reading(@Nullable String language, List<Span> readable, boolean whole) {
    /** Keeps a copy of the parts. */
    public Reading {
        readable = List.copyOf(readable);
    }
}
