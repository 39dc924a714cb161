package io.moderato.model.data;

import static io.moderato.decision.Category.IDENTITY_ATTACK;
import static io.moderato.decision.Category.INSULT;
import static io.moderato.decision.Category.OBSCENE;
import static io.moderato.decision.Category.SEVERE_TOXICITY;
import static io.moderato.decision.Category.SEXUAL;
import static io.moderato.decision.Category.SPAM;
import static io.moderato.decision.Category.THREAT;
import static io.moderato.decision.Category.TOXICITY;

import io.moderato.decision.Category;
import io.moderato.model.data.LabelledText.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/**
 * Translates each source's own labels into the ten categories. A category stays unknown if the source never asked its raters about it.
 * Labels that come from a machine, or follow from the kind of the set, weigh less than people's labels.
 */
final class LabelMapping {
    private static final double MACHINE = 0.5;
    private static final double BY_NATURE = 0.3;
    private static final Set<Category> TRAINED =
            EnumSet.of(TOXICITY, SEVERE_TOXICITY, OBSCENE, INSULT, THREAT, IDENTITY_ATTACK, SEXUAL, SPAM);

    private static final Set<String> SENTIMENTS =
            Set.of("normal", "fearful", "abusive", "hateful", "disrespectful", "offensive");

    private static final Map<String, BiConsumer<JsonNode, Labels>> BY_SET = bySet();

    /** Sets whose labels say nothing about the categories: they mark places in a text. */
    private static final Set<String> NOT_USED = Set.of("toxic_spans");

    private LabelMapping() {}

    /**
     * The meaning of a set's labels, by the name of its file without the extension. The labels of a set that is unknown here must be our
     * own categories, each with a number in [0, 1].
     *
     * @return empty for a set that is not used
     */
    static Optional<BiConsumer<JsonNode, Labels>> of(String set) {
        return NOT_USED.contains(set) ? Optional.empty() : Optional.of(BY_SET.getOrDefault(set, LabelMapping::ourOwn));
    }

    private static void ourOwn(JsonNode row, Labels labels) {
        for (Map.Entry<String, JsonNode> label : row.properties()) {
            Category category = Arrays.stream(Category.values())
                    .filter(known -> known.key().equals(label.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown label '%s'; known are %s"
                            .formatted(
                                    label.getKey(),
                                    Arrays.stream(Category.values())
                                            .map(Category::key)
                                            .toList())));
            labels.people(category, number(row, label.getKey()));
        }
    }

    private static Map<String, BiConsumer<JsonNode, Labels>> bySet() {
        Map<String, BiConsumer<JsonNode, Labels>> sets = new LinkedHashMap<>();
        sets.put(
                "jigsaw_toxic",
                (row, labels) -> labels.people(TOXICITY, number(row, "toxic"))
                        .people(SEVERE_TOXICITY, number(row, "severe_toxic"))
                        .people(OBSCENE, number(row, "obscene"))
                        .people(THREAT, number(row, "threat"))
                        .people(INSULT, number(row, "insult"))
                        .people(IDENTITY_ATTACK, number(row, "identity_hate")));
        sets.put(
                "jigsaw_annotators",
                (row, labels) -> labels.people(OBSCENE, number(row, "obscene"))
                        .people(THREAT, number(row, "threat"))
                        .people(INSULT, number(row, "insult"))
                        .people(IDENTITY_ATTACK, number(row, "identity_hate")));
        // a missing fraction means that no rater ticked that kind
        sets.put(
                "toxic_spans_full",
                (row, labels) -> labels.people(TOXICITY, 1 - number(row, "frac_not_toxic"))
                        .people(INSULT, row.path("frac_Insult").asDouble(0))
                        .people(THREAT, row.path("frac_Threat").asDouble(0))
                        .people(OBSCENE, row.path("frac_Profane/Obscene").asDouble(0))
                        .people(
                                IDENTITY_ATTACK,
                                row.path("frac_Identity based Attack").asDouble(0)));
        sets.put("context_toxicity", (row, labels) -> labels.people(TOXICITY, number(row, "toxic")));
        sets.put("davidson", (row, labels) -> {
            double raters = number(row, "n_annotators");
            double hate = number(row, "hate_speech_votes");
            labels.people(TOXICITY, Math.min(1, (hate + number(row, "offensive_votes")) / raters))
                    .people(IDENTITY_ATTACK, Math.min(1, hate / raters));
        });
        sets.put("hatexplain", (row, labels) -> {
            double raters = Math.max(1, row.path("annotator_labels").size());
            double hate = 0;
            double offensive = 0;
            for (String vote : choices(row, "annotator_labels", Set.of("hatespeech", "offensive", "normal"))) {
                hate += vote.equals("hatespeech") ? 1 : 0;
                offensive += vote.equals("offensive") ? 1 : 0;
            }
            labels.people(TOXICITY, (hate + offensive) / raters).people(IDENTITY_ATTACK, hate / raters);
        });
        sets.put("implicit_hate", (row, labels) -> {
            String kind = choice(row, "class", "not_hate", "implicit_hate", "explicit_hate");
            labels.people(IDENTITY_ATTACK, kind.equals("not_hate") ? 0 : 1);
            if (kind.equals("explicit_hate")) {
                labels.people(TOXICITY, 1);
            }
            if (row.path("implicit_class").asString("").equals("threatening")) {
                labels.people(THREAT, 1);
            }
        });
        // "not sexist" says nothing about other groups, so it is only a weak no
        sets.put("edos", (row, labels) -> {
            boolean sexist = choice(row, "label_sexist", "sexist", "not sexist").equals("sexist");
            if (sexist) {
                labels.people(IDENTITY_ATTACK, 1)
                        .people(TOXICITY, 1)
                        .people(THREAT, text(row, "label_category").startsWith("1") ? 1 : 0);
            } else {
                labels.weak(IDENTITY_ATTACK, 0, BY_NATURE);
            }
        });
        sets.put("hatemoji", (row, labels) -> {
            double hate = number(row, "label_gold");
            labels.people(TOXICITY, hate).people(IDENTITY_ATTACK, hate);
            if (hate > 0) {
                labels.people(THREAT, text(row, "type").equals("threateninglanguage") ? 1 : 0);
            }
        });
        sets.put("mlma_en", (row, labels) -> {
            List<String> sentiments = choices(row, "sentiment", SENTIMENTS);
            boolean hateful = sentiments.contains("hateful");
            boolean bad = hateful
                    || sentiments.contains("abusive")
                    || sentiments.contains("offensive")
                    || sentiments.contains("disrespectful");
            labels.people(TOXICITY, bad ? 1 : 0);
            if (hateful || !bad) {
                labels.people(IDENTITY_ATTACK, hateful ? 1 : 0);
            }
        });
        sets.put("paradetox", (row, labels) -> labels.people(TOXICITY, number(row, "toxic")));
        sets.put(
                "surge_toxicity",
                (row, labels) -> labels.people(
                        TOXICITY, choice(row, "is_toxic", "Toxic", "Not Toxic").equals("Toxic") ? 1 : 0));
        sets.put("fox_news", (row, labels) -> {
            double hateful = number(row, "hateful");
            labels.people(IDENTITY_ATTACK, hateful);
            if (hateful > 0) {
                labels.people(TOXICITY, 1);
            }
        });
        sets.put(
                "perspective_wiki_2k",
                (row, labels) -> labels.weak(TOXICITY, number(row, "TOXICITY@6"), MACHINE)
                        .weak(SEVERE_TOXICITY, number(row, "SEVERE_TOXICITY@2"), BY_NATURE)
                        .weak(OBSCENE, number(row, "OBSCENE"), MACHINE)
                        .weak(INSULT, number(row, "INSULT"), MACHINE)
                        .weak(THREAT, number(row, "THREAT"), MACHINE)
                        .weak(IDENTITY_ATTACK, number(row, "IDENTITY_ATTACK"), MACHINE)
                        .weak(SEXUAL, number(row, "SEXUALLY_EXPLICIT"), MACHINE));
        sets.put("rtp_sample", (row, labels) -> {
            if (row.has("sexually_explicit")) {
                labels.weak(TOXICITY, number(row, "toxicity"), MACHINE)
                        .weak(OBSCENE, number(row, "profanity"), MACHINE)
                        .weak(INSULT, number(row, "insult"), MACHINE)
                        .weak(THREAT, number(row, "threat"), MACHINE)
                        .weak(IDENTITY_ATTACK, number(row, "identity_attack"), MACHINE)
                        .weak(SEXUAL, number(row, "sexually_explicit"), MACHINE);
            }
        });
        sets.put(
                "sms_spam",
                (row, labels) ->
                        labels.people(SPAM, choice(row, "label", "spam", "ham").equals("spam") ? 1 : 0));
        sets.put("youtube_spam", (row, labels) -> labels.people(SPAM, number(row, "spam")));
        sets.put(
                "spamassassin",
                (row, labels) ->
                        labels.people(SPAM, choice(row, "label", "spam", "ham").equals("spam") ? 1 : 0));
        sets.put("goemotions", (row, labels) -> {
            boolean cross = false;
            for (JsonNode emotion : row.path("emotions")) {
                cross |= Set.of("anger", "annoyance", "disgust").contains(emotion.asString());
            }
            if (!cross) {
                TRAINED.forEach(category -> labels.weak(category, 0, BY_NATURE));
            }
        });
        sets.put("banking77", (row, labels) -> TRAINED.forEach(category -> labels.weak(category, 0, 1)));
        return sets;
    }

    private static double number(JsonNode row, String key) {
        JsonNode value = row.path(key);
        if (!value.isNumber()) {
            throw new IllegalArgumentException("label '%s' is %s, expected a number".formatted(key, value));
        }
        return value.asDouble();
    }

    /** The value of a label, which must be one of the known texts, because we do not know the meaning of others. */
    private static String choice(JsonNode row, String key, String... known) {
        String value = text(row, key);
        if (!List.of(known).contains(value)) {
            throw new IllegalArgumentException(
                    "label '%s' is '%s'; known are %s".formatted(key, value, List.of(known)));
        }
        return value;
    }

    private static List<String> choices(JsonNode row, String key, Set<String> known) {
        List<String> values = new ArrayList<>();
        for (JsonNode value : row.path(key)) {
            if (!known.contains(value.asString())) {
                throw new IllegalArgumentException(
                        "label '%s' holds '%s'; known are %s".formatted(key, value.asString(), new TreeSet<>(known)));
            }
            values.add(value.asString());
        }
        return values;
    }

    private static String text(JsonNode row, String key) {
        JsonNode value = row.path(key);
        if (!value.isString()) {
            throw new IllegalArgumentException("label '%s' is %s, expected a text".formatted(key, value));
        }
        return value.asString();
    }
}
