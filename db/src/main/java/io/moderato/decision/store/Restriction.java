package io.moderato.decision.store;

import io.moderato.content.ContentId;
import io.moderato.decision.DecisionId;
import org.jspecify.annotations.Nullable;

/**
 * A text that a human restricted and nobody has allowed since. Its letters are read only when they are needed.
 *
 * @param decision    the human's decision
 * @param author      for whom it holds, and where
 * @param content     what was restricted
 * @param textKey     see {@link ComparableText}
 * @param imagesKey   see {@link ComparableText}
 * @param letterCount how many letters the text has
 */
record Restriction(
        DecisionId decision,
        PostedText.Author author,
        ContentId content,
        String textKey,
        @Nullable String imagesKey,
        int letterCount) {}
