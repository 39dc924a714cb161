package io.moderato.openai.web;

import io.moderato.decision.Category;
import io.moderato.decision.Match;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Part;
import io.moderato.decision.Unexamined;
import io.moderato.openai.store.CategoryMapping;
import io.moderato.openai.store.CategoryMapping.Formula;
import io.moderato.openai.store.OpenAiCategory;
import io.moderato.policy.PolicyTerms;
import io.moderato.policy.Threshold;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The pipeline's findings in one item, told in the vendor's categories. A rule either applies or does not, so a category that a rule found
 * has the score 1. A category that nobody scored has the score 0 and names no input, which is the vendor's way to say "not known".
 *
 * @param result the pipeline's result
 * @param item   the item
 * @param terms  the policy that decided
 */
record Evidence(ModerationResult result, Item item, PolicyTerms terms) {
    private static final double FOUND_BY_RULE = 1;

    /** The result in the form of the answer. */
    ModerationsAnswer.Result told(CategoryMapping mapping) {
        Map<OpenAiCategory, Boolean> categories = new EnumMap<>(OpenAiCategory.class);
        Map<OpenAiCategory, Double> scores = new EnumMap<>(OpenAiCategory.class);
        Map<OpenAiCategory, List<String>> inputs = new EnumMap<>(OpenAiCategory.class);
        Set<Category> found = result.matches().stream().map(Match::category).collect(Collectors.toSet());
        for (OpenAiCategory category : OpenAiCategory.values()) {
            List<String> looked = inputsFor(category);
            OptionalDouble score = looked.isEmpty()
                    ? OptionalDouble.empty()
                    : mapping.of(category).map(formula -> score(formula, found)).orElse(OptionalDouble.empty());
            categories.put(
                    category,
                    score.isPresent()
                            && mapping.of(category)
                                    .filter(formula -> passes(formula, found))
                                    .isPresent());
            scores.put(category, score.orElse(0));
            inputs.put(category, score.isPresent() ? looked : List.of());
        }
        return new ModerationsAnswer.Result(result.outcome() != Outcome.APPROVE, categories, scores, inputs);
    }

    private OptionalDouble score(Formula formula, Set<Category> found) {
        List<OptionalDouble> scores =
                formula.of().stream().map(category -> score(category, found)).toList();
        DoubleStream known = scores.stream().flatMapToDouble(OptionalDouble::stream);
        return switch (formula.take()) {
            case HIGHEST -> known.max();
            case LOWEST -> scores.stream().allMatch(OptionalDouble::isPresent) ? known.min() : OptionalDouble.empty();
        };
    }

    private OptionalDouble score(Category category, Set<Category> found) {
        return found.contains(category)
                ? OptionalDouble.of(FOUND_BY_RULE)
                : result.scores().of(category);
    }

    private boolean passes(Formula formula, Set<Category> found) {
        return switch (formula.take()) {
            case HIGHEST -> formula.of().stream().anyMatch(category -> passes(category, found));
            case LOWEST -> formula.of().stream().allMatch(category -> passes(category, found));
        };
    }

    private boolean passes(Category category, Set<Category> found) {
        Threshold threshold = terms.thresholds().get(category);
        OptionalDouble score = result.scores().of(category);
        return found.contains(category)
                || threshold != null && score.isPresent() && score.getAsDouble() > threshold.effectiveReviewAbove();
    }

    /** The inputs that were looked at for that category. */
    private List<String> inputsFor(OpenAiCategory category) {
        List<String> inputs = new ArrayList<>();
        if (!item.text().isBlank()) {
            inputs.add("text");
        }
        if (category.isAboutImages() && anyImageWasExamined()) {
            inputs.add("image");
        }
        return Collections.unmodifiableList(inputs);
    }

    private boolean anyImageWasExamined() {
        Set<Part> not = result.unexamined().stream().map(Unexamined::part).collect(Collectors.toSet());
        for (int image = 0; image < item.images().size(); image++) {
            if (!not.contains(Part.image(image))) {
                return true;
            }
        }
        return false;
    }
}
