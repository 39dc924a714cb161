package io.moderato.model.card;

import io.moderato.decision.Category;
import io.moderato.model.ModerationSettings;
import io.moderato.model.scorecard.Behaviour.FunctionAccuracy;
import io.moderato.model.scorecard.Behaviour.LanguageRate;
import io.moderato.model.scorecard.Behaviour.LengthAuc;
import io.moderato.model.scorecard.Behaviour.Mistake;
import io.moderato.model.scorecard.Rate;
import io.moderato.model.scorecard.Scorecard;
import io.moderato.model.scorecard.Scorecard.Measurement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The weaknesses of a model in figures, and what an operator should do about them. */
record Weaknesses(Scorecard scorecard, ModerationSettings settings) {

    /** The sets whose labels are scores of a machine. */
    private static final List<String> WEAK_SETS = List.of("perspective_wiki_2k", "rtp_sample");

    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "**Irony, quotations, hidden meaning.** The model knows words and phrases better than the meaning of a sentence."
                        + functions(
                                "implied_hate",
                                "hate_quoted_in_agreement",
                                "irony_against_bigotry",
                                "hate_denounced",
                                "slur_reclaimed")
                        + " Keep identity_attack on review in communities that discuss hate.");
        if (scores(Category.SEXUAL)) {
            lines.add("**Sexual text.** "
                    + (judged(Category.SEXUAL) ? "" : "No person has labelled such text for this model.")
                    + aucs(Category.SEXUAL)
                    + functions(
                            "sexual_explicit",
                            "sexual_advances",
                            "plain_admiration",
                            "sexual_harassment",
                            "sexual_health_and_education",
                            "body_words_harmless")
                    + " Trust the ranking, keep the category on review, and label your own texts.");
        }
        if (scores(Category.SELF_HARM)) {
            lines.add("**Self-harm.** "
                    + (measured(Category.SELF_HARM)
                            ? ""
                            : "Learned only from generated sentences, never measured on posts of people.")
                    + functions("self_harm_wish", "self_harm_encouraged", "self_harm_support", "death_words_harmless")
                    + " The category sends to review and never rejects: make sure that your moderators can help.");
        }
        lines.add(personalData());
        if (scores(Category.THREAT)) {
            lines.add("**Threats.**" + aucs(Category.THREAT)
                    + functions(
                            "threat_at_person",
                            "threat_direct",
                            "threat_after_a_complaint",
                            "consequence_after_a_complaint")
                    + " Also put the phrases that matter to you into a blocklist.");
        }
        languages().ifPresent(lines::add);
        lengths().ifPresent(lines::add);
        if (scores(Category.OBSCENE)) {
            lines.add(
                    "**Strong words without a target**, and dialects whose everyday words are slurs elsewhere, are scored as toxic"
                            + " too often, because several sets label them so."
                            + functions("profanity_untargeted", "profanity_with_kindness")
                            + " Raise the limits of obscene and toxicity where swearing is allowed.");
        }
        if (scores(Category.SPAM)) {
            lines.add("**Spam.**"
                    + (trainedOn("spamassassin")
                            ? " Learned from messages and e-mail of 2002 to 2015; today's spam looks different."
                            : "")
                    + aucs(Category.SPAM)
                    + functions("spam_prize_and_fraud", "spam_promotion", "spam_adult")
                    + " Add rules for the links you see.");
        }
        lines.add(
                "**Calibration** is for the mixture of these sets, in which harm is far more frequent than on a platform. Read a score"
                        + " as a rank, and set limits by looking at your own texts.");
        if (trainedOn("rtp_sample")) {
            lines.add(
                    "**Licence.** The licence of rtp_sample is unconfirmed. If you must not rely on it, train again without that file.");
        }
        return "## Weaknesses, and what to do about them\n\n"
                + lines.stream().map(line -> "- " + line).collect(Collectors.joining("\n")) + "\n";
    }

    private String personalData() {
        if (!scores(Category.PII)) {
            return "**Personal data** is not scored. Use rules: patterns find addresses and numbers." + takenForSpam();
        }
        return "**Personal data.** "
                + (measured(Category.PII)
                        ? "Patterns find addresses and numbers more surely: use rules, too."
                        : "Learned only from generated sentences, never measured on posts of people. The category sends to review and never"
                                + " rejects. Patterns find addresses and numbers more surely.")
                + takenForSpam();
    }

    /** A sentence about posts that are rejected as spam for a telephone number in them; empty if they are rare. */
    private String takenForSpam() {
        return scorecard.behaviour().mistakes().stream()
                .filter(Mistake::often)
                .filter(one -> one.category() == Category.SPAM && one.function().equals("pii_disclosed"))
                .findFirst()
                .map(one -> " Of the functional sentences that disclose personal data, the model rejects "
                        + one.rejected().percent(0)
                        + " as spam. If members give each other numbers and addresses, send spam to review.")
                .orElse("");
    }

    private boolean scores(Category category) {
        return settings.categories().contains(category);
    }

    private boolean trainedOn(String set) {
        return settings.data().stream().anyMatch(source -> source.name().equals(set));
    }

    /** Whether the category was measured on more than generated sentences. */
    private boolean measured(Category category) {
        return scorecard.measurements().stream().anyMatch(one -> one.category() == category && one.positives() > 0);
    }

    private boolean judged(Category category) {
        return scorecard.measurements().stream()
                .anyMatch(one -> one.category() == category
                        && one.positives() > 0
                        && !WEAK_SETS.contains(one.set())
                        && !one.set().equals(Scorecard.ALL));
    }

    private String functions(String... names) {
        String found = Arrays.stream(names)
                .flatMap(name -> scorecard.behaviour().functions().stream()
                        .filter(function -> function.function().equals(name)))
                .map(Weaknesses::figure)
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? "" : " Right in functional sentences: " + found + ".";
    }

    private static String figure(FunctionAccuracy function) {
        return String.format(
                Locale.ROOT, "%s %.0f %%", function.function().replace('_', ' '), 100 * function.accuracy());
    }

    private String aucs(Category category) {
        String found = scorecard.measurements().stream()
                .filter(one -> one.category() == category && !one.set().equals(Scorecard.ALL))
                .filter(one -> one.rocAuc() != null)
                .map(Weaknesses::figure)
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? "" : " ROC AUC: " + found + ".";
    }

    private static String figure(Measurement one) {
        return String.format(Locale.ROOT, "%s %.3f (%,d positives)", one.set(), one.rocAuc(), one.positives());
    }

    private Optional<String> languages() {
        List<LanguageRate> rates = scorecard.behaviour().languages();
        if (rates.isEmpty()) {
            return Optional.empty();
        }
        long found = rates.stream().mapToLong(rate -> rate.found().hits()).sum();
        long harmful = rates.stream().mapToLong(rate -> rate.found().n()).sum();
        long wrong = rates.stream().mapToLong(rate -> rate.wrong().hits()).sum();
        long harmless = rates.stream().mapToLong(rate -> rate.wrong().n()).sum();
        return Optional.of(String.format(
                Locale.ROOT,
                "**Other languages** are not read. If the model were asked, it would hold back %2$s of sentences that attack"
                        + " somebody and %3$s of sentences that do not, in %1$s. So the platform does not ask the model about them. A"
                        + " policy can send such texts to review, or you can bring a model that knows these languages.",
                rates.stream().map(LanguageRate::language).collect(Collectors.joining(", ")),
                Rate.of(found, harmful).percent(0),
                Rate.of(wrong, harmless).percent(0)));
    }

    private Optional<String> lengths() {
        List<LengthAuc> lengths = scorecard.behaviour().lengths();
        if (lengths.size() < 2) {
            return Optional.empty();
        }
        LengthAuc first = lengths.getFirst();
        LengthAuc last = lengths.getLast();
        return Optional.of(String.format(
                Locale.ROOT,
                "**Long text** is read in windows, and the worst window counts: one harsh sentence decides, and the model forgets what was said"
                        + " before. ROC AUC of toxicity: %2$.3f below %1$,d characters, %4$.3f from %3$,d characters on (%5$,d texts). If members"
                        + " write articles, send the paragraphs one by one.",
                lengths.get(1).from(),
                first.rocAuc(),
                last.from(),
                last.rocAuc(),
                last.n()));
    }
}
