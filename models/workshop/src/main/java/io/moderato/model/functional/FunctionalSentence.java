package io.moderato.model.functional;

import io.moderato.decision.Category;
import io.moderato.model.data.LabelledText;
import java.util.Optional;

/**
 * A sentence that was made to test one ability.
 *
 * @param function the name of the test, such as {@code dehumanisation} or its harmless twin {@code dehumanisation_denounced}
 * @param tested the category that shows whether the sentence is understood: the harm of the sentence, or of its harmful twin
 * @param harmful whether the sentence does harm; a swear word that is aimed at nobody does not
 * @param group the key of the identity group in the sentence, if there is one
 * @param row the text with a label for each category that follows from the function; its set is named {@code functional}
 */
public record FunctionalSentence(
        String function, Category tested, boolean harmful, Optional<String> group, LabelledText row) {}
