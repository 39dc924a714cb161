package io.moderato.decision.store;

import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a decision rests on, in the words of people who are no moderators: no names of stages, lists or models, no scores, no limits. */
final class FactsInWords {
    private static final String BY_HUMAN = "HumanReview";
    private static final List<String> BY_RULES = List.of("KeywordFilter", "RegexFilter");

    private FactsInWords() {}

    /** A sentence for each thing that was found, each once. */
    static List<String> of(Decision decision, List<Reason> reasons) {
        List<String> facts = reasons.stream()
                .map(FactsInWords::inWords)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        List<String> later = reasons.stream()
                .filter(reason -> reason.stage().equals(LaterDecisions.STAGE))
                .map(Reason::text)
                .toList();
        return Stream.concat(facts.isEmpty() ? Stream.of(unspecific(decision)) : facts.stream(), later.stream())
                .toList();
    }

    private static String unspecific(Decision decision) {
        return decision.automatic()
                ? "An automatic check found that your content breaks the community's rules."
                : "A moderator looked at your content and found that it breaks the community's rules.";
    }

    private static @Nullable String inWords(Reason reason) {
        if (reason.stage().equals(BY_HUMAN) || reason.stage().equals(EarlierDecisions.STAGE)) {
            // a moderator chose these words for the author, or they are ours about a moderator's decision
            return reason.text();
        }
        Category category = reason.category();
        if (category == null) {
            // what was not examined is not a ground for anything
            return null;
        }
        return (BY_RULES.contains(reason.stage())
                        ? "Your text contains words or phrases that this community does not allow: %s."
                        : "An automatic check found signs of this in your content: %s.")
                .formatted(lower(category.words()));
    }

    private static String lower(String words) {
        return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }
}
