package io.moderato.model.functional;

import io.moderato.decision.Category;
import io.moderato.model.data.LabelledText;
import java.util.Optional;

/**
 * A sentence made to test one ability.
 *
 * @param function what is tested, such as {@code dehumanisation} or its harmless twin {@code dehumanisation_denounced}
 * @param tested the category that tells whether the sentence is understood: its harm, or what its harmless twins must not be taken for
 * @param harmful whether it does harm: true for any category but a swear word aimed at nobody
 * @param group the key of the identity group that it speaks of, if it speaks of one
 * @param row the text with a label for each category that follows from the function; its set is named {@code functional}
 */
public record FunctionalSentence(
        String function, Category tested, boolean harmful, Optional<String> group, LabelledText row) {}
