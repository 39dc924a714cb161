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

/** Where a model is weak, in figures, and what an operator should do about it. */
record Weaknesses(Scorecard scorecard, ModerationSettings settings) {

    /** Sets whose scores are a machine's. */
    private static final List<String> WEAK_SETS = List.of("perspective_wiki_2k", "rtp_sample");

    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "**Irony, quotation, what is only implied.** It knows words and phrases better than what a sentence means."
                        + functions(
                                "implied_hate",
                                "hate_quoted_in_agreement",
                                "irony_against_bigotry",
                                "hate_denounced",
                                "slur_reclaimed")
                        + " Keep identity_attack on review in communities that discuss hate.");
        if (scores(Category.SEXUAL)) {
            lines.add("**Sexual text.** "
                    + (judged(Category.SEXUAL) ? "" : "No person has labelled any of it for this model.")
                    + aucs(Category.SEXUAL)
                    + functions(
                            "sexual_explicit",
                            "sexual_advances",
                            "plain_admiration",
                            "sexual_harassment",
                            "sexual_health_and_education",
                            "body_words_harmless")
                    + " Trust its ranking, keep it on review, and label your own.");
        }
        if (scores(Category.SELF_HARM)) {
            lines.add("**Self-harm.** "
                    + (measured(Category.SELF_HARM)
                            ? ""
                            : "Learned from generated sentences only, never measured on what people post.")
                    + functions("self_harm_wish", "self_harm_encouraged", "self_harm_support", "death_words_harmless")
                    + " It sends to review and never rejects: see that those who review it can help.");
        }
        lines.add(personalData());
        if (scores(Category.THREAT)) {
            lines.add("**Threats.**" + aucs(Category.THREAT)
                    + functions(
                            "threat_at_person",
                            "threat_direct",
                            "threat_after_a_complaint",
                            "consequence_after_a_complaint")
                    + " Put the phrases that matter to you into a blocklist too.");
        }
        languages().ifPresent(lines::add);
        lengths().ifPresent(lines::add);
        if (scores(Category.OBSCENE)) {
            lines.add(
                    "**Strong words without a target**, and dialects whose everyday words are slurs elsewhere, are scored as toxic"
                            + " too often: several sets label them so."
                            + functions("profanity_untargeted", "profanity_with_kindness")
                            + " Raise the limits of obscene and toxicity where swearing is allowed.");
        }
        if (scores(Category.SPAM)) {
            lines.add("**Spam.**"
                    + (trainedOn("spamassassin")
                            ? " Learned from messages and e-mail of 2002 to 2015; today's looks different."
                            : "")
                    + aucs(Category.SPAM)
                    + functions("spam_prize_and_fraud", "spam_promotion", "spam_adult")
                    + " Add rules for the links you see.");
        }
        lines.add(
                "**Calibration** is for the mixture of these sets, in which harm is far more frequent than on a platform: read a score"
                        + " as a rank, and set limits by looking at your own texts.");
        if (trainedOn("rtp_sample")) {
            lines.add(
                    "**Licence.** That of rtp_sample is unconfirmed. Whoever must not rely on it trains again without that file.");
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
                        ? "Patterns find addresses and numbers more surely: use rules for it, too."
                        : "Learned from generated sentences only, never measured on what people post; it sends to review and never"
                                + " rejects. Patterns find addresses and numbers more surely.")
                + takenForSpam();
    }

    /** What is said of posts that are rejected for the telephone number in them. */
    private String takenForSpam() {
        return scorecard.behaviour().mistakes().stream()
                .filter(Mistake::often)
                .filter(one -> one.category() == Category.SPAM && one.function().equals("pii_disclosed"))
                .findFirst()
                .map(one -> " Of functional sentences that disclose personal data it rejects "
                        + one.rejected().percent(0)
                        + " as spam: where members give each other numbers and addresses, let spam go to review.")
                .orElse("");
    }

    private boolean scores(Category category) {
        return settings.categories().contains(category);
    }

    private boolean trainedOn(String set) {
        return settings.data().stream().anyMatch(source -> source.name().equals(set));
    }

    /** Whether anything but generated sentences measured it. */
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
                "**Other languages** are not read. Asked all the same, it would hold back %2$s of sentences that attack"
                        + " somebody and %3$s of sentences that do not, in %1$s; so the platform does not ask it about them. A"
                        + " policy can send them to review, or bring a model that knows them.",
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
                "**Long text** is read in windows, and the worst window counts: one harsh sentence decides, and what was said before is"
                        + " forgotten. ROC AUC of toxicity below %,d characters %.3f, from %,d on %.3f (%,d texts). Where members"
                        + " write articles, send their paragraphs.",
                lengths.get(1).from(),
                first.rocAuc(),
                last.from(),
                last.rocAuc(),
                last.n()));
    }
}
