package io.moderato.model.exchange;

import io.moderato.decision.Category;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Suggests categories for the labels that published classifiers use. A person confirms the suggestions. */
final class LabelSuggestion {
    private static final Map<Category, Set<String>> KNOWN = Map.of(
            Category.TOXICITY,
            Set.of("toxic", "toxicity", "toxic_language", "abuse", "abusive", "offensive", "offensive_language"),
            Category.SEVERE_TOXICITY,
            Set.of("severe_toxic", "severe_toxicity", "severely_toxic"),
            Category.OBSCENE,
            Set.of("obscene", "obscenity", "profane", "profanity", "vulgar"),
            Category.INSULT,
            Set.of("insult", "insulting", "bullying", "cyberbullying"),
            Category.THREAT,
            Set.of("threat", "threatening", "violence", "violent"),
            Category.IDENTITY_ATTACK,
            Set.of("identity_hate", "identity_attack", "identity_based_hate", "racism", "racist", "sexism", "sexist"),
            Category.SEXUAL,
            Set.of("sexual", "sexual_explicit", "sexually_explicit", "nsfw", "porn", "pornographic"),
            Category.SELF_HARM,
            Set.of("self_harm", "selfharm", "suicide", "suicidal"),
            Category.SPAM,
            Set.of("spam", "scam", "phishing", "smishing", "fraud"),
            Category.PII,
            Set.of("pii"));

    private static final Set<String> HATE = Set.of("hate", "hateful", "hate_speech", "hatespeech");

    private static final Set<String> HARMLESS = Set.of(
            "neutral",
            "normal",
            "none",
            "neither",
            "ham",
            "ok",
            "okay",
            "safe",
            "sfw",
            "clean",
            "benign",
            "harmless",
            "nontoxic",
            "nothate",
            "nohate",
            "nospam");

    /** Labels of some toxicity models that say whom a text names. To name somebody is not harmful. */
    private static final Set<String> NAMED_GROUPS = Set.of(
            "male",
            "female",
            "homosexual_gay_or_lesbian",
            "christian",
            "jewish",
            "muslim",
            "black",
            "white",
            "psychiatric_or_mental_illness");

    private LabelSuggestion() {}

    /** The categories of a label, an empty list for a harmless label; nothing if the name says nothing. */
    static Optional<List<Category>> of(String label) {
        String name = label.strip()
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_");
        if (HARMLESS.contains(name) || NAMED_GROUPS.contains(name)) {
            return Optional.of(List.of());
        }
        if (HATE.contains(name)) {
            return Optional.of(List.of(Category.TOXICITY, Category.IDENTITY_ATTACK));
        }
        for (Map.Entry<Category, Set<String>> known : KNOWN.entrySet()) {
            if (known.getValue().contains(name)) {
                return Optional.of(List.of(known.getKey()));
            }
        }
        for (String negation : List.of("non_", "not_", "no_")) {
            if (name.startsWith(negation)
                    && of(name.substring(negation.length())).isPresent()) {
                return Optional.of(List.of());
            }
        }
        return Optional.empty();
    }
}
