package io.moderato.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sentence, [start, end) of the light form, with the findings about it.
 *
 * @param chars the number of chars in its words
 * @param language its language, if it could be detected
 * @param runs words of the model's languages that stand together in a sentence of another, in the text as posted
 */
record Sentence(
        int start,
        int end,
        int chars,
        Verdict verdict,
        @Nullable String language,
        List<Span> runs) {
    enum Verdict {
        /** The sentence is in a language of the model. */
        OWN,
        /** The sentence is too short or too mixed to tell, but looks like the model's languages. It is read. */
        PERHAPS_OWN,
        /**
         * The sentence is too short or too mixed to tell, and does not look like the model's languages. It is read among sentences of the
         * model's languages, but not alone.
         */
        PERHAPS_OTHER,
        /** The sentence is in another language. */
        OTHER,
        /** The sentence has no words, only digits, punctuation or emoji. It is read if the sentence beside it is read. */
        WORDLESS
    }
}
