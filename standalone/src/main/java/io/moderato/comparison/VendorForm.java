package io.moderato.comparison;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a vendor's endpoint is asked for scores, and where they stand in its answer. */
enum VendorForm {
    /** Google's Perspective API: attributes of {@code comments:analyze}. */
    PERSPECTIVE("/v1alpha1/comments:analyze", "X-Goog-Api-Key") {
        @Override
        Map<String, Object> question(String text, List<String> attributes, @Nullable String language) {
            Map<String, Object> question = new LinkedHashMap<>();
            question.put("comment", Map.of("text", text));
            Map<String, Object> requested = new LinkedHashMap<>();
            attributes.forEach(attribute -> requested.put(attribute, Map.of()));
            question.put("requestedAttributes", requested);
            question.put("doNotStore", true);
            if (language != null) {
                question.put("languages", List.of(language));
            }
            return question;
        }

        @Override
        Map<String, Double> scores(JsonNode answer) {
            Map<String, Double> scores = new LinkedHashMap<>();
            answer.path("attributeScores").forEachEntry((attribute, of) -> {
                JsonNode value = of.at("/summaryScore/value");
                if (value.isNumber()) {
                    scores.put(attribute, value.doubleValue());
                }
            });
            return scores;
        }

        @Override
        String keyHeader(String key) {
            return key;
        }
    },
    /** OpenAI's moderation endpoint: its categories. */
    OPENAI("/v1/moderations", "Authorization") {
        @Override
        Map<String, Object> question(String text, List<String> attributes, @Nullable String language) {
            return Map.of("model", "omni-moderation-latest", "input", text);
        }

        @Override
        Map<String, Double> scores(JsonNode answer) {
            JsonNode result = answer.at("/results/0");
            JsonNode looked = result.path("category_applied_input_types");
            Map<String, Double> scores = new LinkedHashMap<>();
            result.path("category_scores").forEachEntry((category, score) -> {
                // where nothing was looked at, the 0 is not a score
                boolean unknown =
                        looked.path(category).isArray() && looked.path(category).isEmpty();
                if (score.isNumber() && !unknown) {
                    scores.put(category, score.doubleValue());
                }
            });
            return scores;
        }

        @Override
        String keyHeader(String key) {
            return "Bearer " + key;
        }
    };

    /** What Perspective is asked for if nothing else is said. */
    static final List<String> USUAL_ATTRIBUTES =
            List.of("TOXICITY", "SEVERE_TOXICITY", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String path;
    private final String header;

    VendorForm(String path, String header) {
        this.path = path;
        this.header = header;
    }

    /** The path that follows the address of the server. */
    String path() {
        return path;
    }

    /** The header that carries the key, so that the key does not stand in addresses. */
    String header() {
        return header;
    }

    /** The value of that header. */
    abstract String keyHeader(String key);

    abstract Map<String, Object> question(String text, List<String> attributes, @Nullable String language);

    /** The body of a request. */
    byte[] body(String text, List<String> attributes, @Nullable String language) {
        return JSON.writeValueAsBytes(question(text, attributes, language));
    }

    /** The scores in an answer; what nobody scored is absent. */
    abstract Map<String, Double> scores(JsonNode answer);
}
