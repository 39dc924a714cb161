package io.moderato.archive.ui;

import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A report of contents that were judged again, read leniently: what a report does not say is absent, and what this version does not know is
 * left out.
 */
final class Report {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode root;

    private Report(JsonNode root) {
        this.root = root;
    }

    /** The report in that JSON; an empty one if it is none. */
    static Report of(String json) {
        try {
            return new Report(JSON.readTree(json));
        } catch (JacksonException unreadable) {
            return new Report(JSON.createObjectNode());
        }
    }

    /** How often something happened. */
    record Share(int count, int of, double low, double high) {}

    /** How often a category was found that was not found before, and the other way about. */
    record Moved(int newly, int noLonger) {}

    Optional<Long> number(String name) {
        JsonNode value = root.path(name);
        return value.isNumber() ? Optional.of(value.asLong()) : Optional.empty();
    }

    /** What was asked, such as the model. */
    Optional<String> job(String name) {
        JsonNode value = root.path("job").path(name);
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asString()) : Optional.empty();
    }

    /** The contents by what would be decided about them; empty if the report does not say. */
    Map<Outcome, Long> outcomes() {
        return byOutcome(root.path("outcomes"));
    }

    /** The contents by what was decided about them, then by what would be; empty if the report does not say. */
    Map<Outcome, Map<Outcome, Long>> flips() {
        Map<Outcome, Map<Outcome, Long>> flips = new EnumMap<>(Outcome.class);
        for (Outcome past : Outcome.values()) {
            Map<Outcome, Long> now =
                    byOutcome(root.path("compared").path("flips").path(past.name()));
            if (!now.isEmpty()) {
                flips.put(past, now);
            }
        }
        return flips;
    }

    /** What was not examined, by reason. */
    Map<String, Long> unexamined() {
        Map<String, Long> counts = new LinkedHashMap<>();
        root.path("unexamined").properties().forEach(entry -> {
            if (entry.getValue().isNumber()) {
                counts.put(entry.getKey(), entry.getValue().asLong());
            }
        });
        return counts;
    }

    Map<Category, Moved> categories() {
        Map<Category, Moved> categories = new LinkedHashMap<>();
        JsonNode byCategory = root.path("compared").path("byCategory");
        for (Category category : Category.values()) {
            JsonNode moved = byCategory.path(category.key());
            if (moved.isObject()) {
                categories.put(
                        category,
                        new Moved(
                                moved.path("newly").asInt(0),
                                moved.path("nolonger").asInt(0)));
            }
        }
        return categories;
    }

    /** What is known to be right, compared with what was decided and what would be; null if the report does not compare it. */
    @Nullable
    JsonNode knownErrors() {
        JsonNode errors = root.path("knownErrors");
        return errors.isObject() ? errors : null;
    }

    /** One of the known errors, before or now. */
    static Optional<Share> share(JsonNode errors, String when, String which) {
        JsonNode share = errors.path(when).path(which);
        return share.path("of").isNumber()
                ? Optional.of(new Share(
                        share.path("count").asInt(0),
                        share.path("of").asInt(0),
                        share.path("low").asDouble(0),
                        share.path("high").asDouble(1)))
                : Optional.empty();
    }

    /** Numbers under one another, with the depth of each heading or name. */
    record Line(int depth, String name, @Nullable String value) {}

    /** A section of other figures, flattened; empty if there is none of that name. At most that many lines. */
    List<Line> lines(String section, int atMost) {
        List<Line> lines = new ArrayList<>();
        collect(root.path(section), 0, lines, atMost);
        return lines;
    }

    private static void collect(JsonNode node, int depth, List<Line> lines, int atMost) {
        // the database keeps names in an order of its own
        for (Map.Entry<String, JsonNode> entry :
                node.properties().stream().sorted(Map.Entry.comparingByKey()).toList()) {
            if (lines.size() >= atMost) {
                return;
            }
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                lines.add(new Line(depth, entry.getKey(), null));
                collect(value, depth + 1, lines, atMost);
            } else if (value.isNumber()) {
                lines.add(new Line(depth, entry.getKey(), number(value)));
            } else if (value.isValueNode() && !value.isNull()) {
                lines.add(new Line(depth, entry.getKey(), value.asString()));
            }
        }
    }

    private static String number(JsonNode value) {
        return value.isIntegralNumber() ? "%,d".formatted(value.asLong()) : "%,.3f".formatted(value.asDouble());
    }

    private static Map<Outcome, Long> byOutcome(JsonNode counts) {
        Map<Outcome, Long> byOutcome = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            if (counts.path(outcome.name()).isNumber()) {
                byOutcome.put(outcome, counts.path(outcome.name()).asLong());
            }
        }
        return byOutcome;
    }
}
