package io.moderato.decision.file;

import io.moderato.decision.ModerationResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A line of results, {@code {"id":…, "decision":…, "confidence":…, "scores":{…}, "reasons":[…]}}. */
public final class ScoredLine {
    private ScoredLine() {}

    /** The result of the line with that id, with {@code unexamined} and {@code detectedLanguage} where there is something to say. */
    public static ObjectNode of(JsonNode id, ModerationResult result, JsonMapper json) {
        ObjectNode out = json.createObjectNode();
        out.set("id", id);
        out.put("decision", result.outcome().name());
        out.put("confidence", result.confidence());
        ObjectNode scores = out.putObject("scores");
        result.scores().byCategory().forEach((category, score) -> scores.put(category.key(), score));
        var reasons = out.putArray("reasons");
        result.reasons().forEach(reason -> reasons.add(reason.text()));
        if (!result.unexamined().isEmpty()) {
            var unexamined = out.putArray("unexamined");
            result.unexamined()
                    .forEach(gap -> unexamined
                            .addObject()
                            .put("part", gap.part().key())
                            .put("reason", gap.reason().key()));
        }
        if (result.detectedLanguage() != null) {
            out.put("detectedLanguage", result.detectedLanguage());
        }
        return out;
    }
}
