package io.moderato.standalone.clients;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** npm's {@code openai}. */
final class NodeOpenAi implements OpenAiClient {
    private static final String SCRIPT = "openai.mjs";

    @Override
    public Outcome moderate(Call call) {
        return outcome(NodeScript.run(SCRIPT, call.url(), List.of(step(call))).getFirst());
    }

    @Override
    public Outcome refused(Call call, int status) {
        Map<String, Object> step = step(call);
        step.put("until", status);
        return outcome(NodeScript.run(SCRIPT, call.url(), List.of(step)).getFirst());
    }

    /** What the script prints about a list of such calls. */
    static List<JsonNode> run(String url, List<Map<String, Object>> steps) {
        return NodeScript.run(SCRIPT, url, steps);
    }

    private static Map<String, Object> step(Call call) {
        Map<String, Object> params = new HashMap<>();
        params.put("input", call.texts().size() == 1 ? call.texts().getFirst() : call.texts());
        if (call.model() != null) {
            params.put("model", call.model());
        }
        return new HashMap<>(Map.of("key", call.key(), "retries", call.retries(), "params", params));
    }

    private static Outcome outcome(JsonNode printed) {
        JsonNode exception = printed.path("exception");
        return new Outcome(
                printed.at("/answer/results").values().stream()
                        .map(result -> result.path("flagged").asBoolean())
                        .toList(),
                exception.isMissingNode() ? null : exception.asString());
    }

    @Override
    public String exceptionFor(int status) {
        return switch (status) {
            case 400 -> "BadRequestError";
            case 401 -> "AuthenticationError";
            case 403 -> "PermissionDeniedError";
            case 404 -> "NotFoundError";
            case 429 -> "RateLimitError";
            case 503 -> "InternalServerError";
            default -> throw new IllegalArgumentException("No test is about " + status);
        };
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public String toString() {
        return "npm openai";
    }
}
