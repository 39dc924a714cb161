package io.moderato.comparison;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What the old endpoint answered in its day, as its caller kept it: JSON lines with the field {@code text} and the vendor's answer as
 * {@code response}, or beside the text in the same object.
 */
final class RecordedAnswers {
    /** Nothing was recorded. */
    static final RecordedAnswers NONE = new RecordedAnswers(Map.of());

    private final Map<String, Map<String, Double>> byText;

    private RecordedAnswers(Map<String, Map<String, Double>> byText) {
        this.byText = byText;
    }

    /**
     * Reads the file; of a text that stands there several times, the last answer counts.
     *
     * @throws ComparisonFailure naming the line that has no text or no score
     */
    static RecordedAnswers read(Path file, VendorForm form) {
        Map<String, Map<String, Double>> byText = new LinkedHashMap<>();
        JsonLines.read(file, (row, number) -> {
            JsonNode answer = row.has("response") ? row.path("response") : row;
            String text = row.path("text").asString("");
            Map<String, Double> scores = form.scores(answer);
            if (text.isBlank() || scores.isEmpty()) {
                throw new ComparisonFailure(
                        "Line %,d of %s needs a text and an answer of the old endpoint with scores: {\"text\":…,\"response\":{…}}."
                                .formatted(number, file));
            }
            byText.put(text, scores);
            if (byText.size() > TextFile.MOST_TEXTS) {
                throw new ComparisonFailure(
                        "%s has more than %,d texts. Take a sample.".formatted(file, TextFile.MOST_TEXTS));
            }
        });
        if (byText.isEmpty()) {
            throw new ComparisonFailure(file + " has no answer.");
        }
        return new RecordedAnswers(byText);
    }

    List<String> texts() {
        return List.copyOf(byText.keySet());
    }

    /** The scores of that text; none if nothing was recorded about it. */
    Map<String, Double> scores(String text) {
        return byText.getOrDefault(text, Map.of());
    }
}
