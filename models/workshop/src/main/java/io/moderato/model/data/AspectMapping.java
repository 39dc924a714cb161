package io.moderato.model.data;

import io.moderato.model.data.LabelledText.Labels;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/**
 * Reads what sources say about a text beside the categories: the emotions in it, the people it is about, the kind of hate, a machine's
 * score. Nobody moderates by these aspects. But an encoder that learns to tell them understands more of a text.
 */
final class AspectMapping {
    private static final List<String> EMOTIONS = List.of(
            "admiration",
            "amusement",
            "anger",
            "annoyance",
            "approval",
            "caring",
            "confusion",
            "curiosity",
            "desire",
            "disappointment",
            "disapproval",
            "disgust",
            "embarrassment",
            "excitement",
            "fear",
            "gratitude",
            "grief",
            "joy",
            "love",
            "nervousness",
            "optimism",
            "pride",
            "realization",
            "relief",
            "remorse",
            "sadness",
            "surprise",
            "neutral");
    private static final List<String> TARGETS = List.of(
            "African",
            "Women",
            "Islam",
            "Homosexual",
            "Jewish",
            "Arab",
            "Caucasian",
            "Men",
            "Refugee",
            "Asian",
            "Hispanic");
    private static final List<String> KINDS_OF_HATE =
            List.of("white_grievance", "incitement", "stereotypical", "inferiority", "irony", "threatening");
    private static final List<String> KINDS_OF_SEXISM = List.of("1", "2", "3", "4");
    private static final List<String> KINDS_OF_EMOJI_HATE =
            List.of("derogation", "animosity", "dehumanizinglanguage", "threateninglanguage");
    /** The reasons for which somebody is attacked. */
    private static final List<String> GROUNDS =
            List.of("origin", "disability", "other", "gender", "sexual_orientation", "religion");

    /** The weight of each of many yes-or-no questions about one text. */
    private static final double ONE_OF_MANY = 0.15;
    /** The weight of a machine's score. The score says how harsh a text is; people were only asked whether it is. */
    private static final double MACHINE = 0.5;

    private static final Map<String, BiConsumer<JsonNode, Labels>> BY_SET = Map.of(
            "goemotions", (row, labels) -> choices("emotion", EMOTIONS, strings(row.path("emotions")), labels),
            "hatexplain", (row, labels) -> choices("target", TARGETS, strings(row.path("targets")), labels),
            "implicit_hate", (row, labels) -> kind("hate", KINDS_OF_HATE, row.path("implicit_class"), labels),
            "mlma_en", (row, labels) -> kind("ground", GROUNDS, row.path("target"), labels),
            "hatemoji",
                    (row, labels) -> {
                        if (row.path("label_gold").asInt(0) == 1) {
                            kind("emoji hate", KINDS_OF_EMOJI_HATE, row.path("type"), labels);
                        }
                    },
            "edos",
                    (row, labels) -> {
                        if (row.path("label_sexist").asString("").equals("sexist")) {
                            String category = row.path("label_category").asString("");
                            choices(
                                    "sexism",
                                    KINDS_OF_SEXISM,
                                    Set.of(category.substring(0, Math.min(1, category.length()))),
                                    labels);
                        }
                    },
            "context_toxicity", (row, labels) -> machine("harsh", row.path("perspective_score"), labels),
            "perspective_wiki_2k",
                    (row, labels) -> {
                        machine("harsh", row.path("TOXICITY@6"), labels);
                        machine("flirtation", row.path("FLIRTATION"), labels);
                    },
            "rtp_sample",
                    (row, labels) -> {
                        machine("harsh", row.path("toxicity"), labels);
                        machine("flirtation", row.path("flirtation"), labels);
                    });

    private AspectMapping() {}

    /** Adds the aspects that the source's labels tell. Adds nothing for a set that only tells the categories. */
    static void read(String set, JsonNode row, Labels labels) {
        BY_SET.getOrDefault(set, (of, to) -> {}).accept(row, labels);
    }

    private static void kind(String aspect, List<String> known, JsonNode chosen, Labels labels) {
        String value = chosen.asString("");
        if (!value.isEmpty()) {
            choices(aspect, known, Set.of(value), labels);
        }
    }

    private static void choices(String aspect, List<String> known, Set<String> chosen, Labels labels) {
        known.forEach(choice -> labels.aspect(aspect + ":" + choice, chosen.contains(choice) ? 1 : 0, ONE_OF_MANY));
    }

    private static void machine(String aspect, JsonNode score, Labels labels) {
        if (score.isNumber()) {
            labels.aspect(aspect, Math.clamp(score.asDouble(), 0, 1), MACHINE);
        }
    }

    private static Set<String> strings(JsonNode list) {
        Set<String> strings = new HashSet<>();
        list.forEach(item -> strings.add(item.asString("")));
        return strings;
    }
}
