package io.moderato.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found of a sentence, [start, end) of the light form.
 *
 * @param chars how many chars its words have
 * @param language its language, if it could be told
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
        /** In a language of the model. */
        OWN,
        /** Too short or too mixed to tell, and like the model's languages: read. */
        PERHAPS_OWN,
        /** Too short or too mixed to tell, and unlike them: read among sentences of the model's languages, not alone. */
        PERHAPS_OTHER,
        /** In another language. */
        OTHER,
        /** Digits, punctuation, emoji: read with what stands beside it. */
        WORDLESS
    }
}
