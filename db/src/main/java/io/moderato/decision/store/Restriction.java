package io.moderato.decision.store;

import io.moderato.content.ContentId;
import io.moderato.decision.DecisionId;
import org.jspecify.annotations.Nullable;

/**
 * A text that a human restricted and nobody has allowed since. The letters are read only when they are needed.
 *
 * @param decision    the human's decision
 * @param author      the author and the community for which it holds
 * @param content     the restricted content
 * @param textKey     see {@link ComparableText}
 * @param imagesKey   see {@link ComparableText}
 * @param letterCount the number of letters in the text
 */
record Restriction(
        DecisionId decision,
        PostedText.Author author,
        ContentId content,
        String textKey,
        @Nullable String imagesKey,
        int letterCount) {}
