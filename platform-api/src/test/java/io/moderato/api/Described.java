package io.moderato.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds every answer that a test gets against the OpenAPI document of its surface: the status, the content type, the headers, the body with
 * no field more than described, and the key of the problem.
 */
final class Described {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> SURFACES = List.of("v1", "openai", "perspective");
    /** What HTTP itself answers to a call that reaches no operation. */
    private static final List<String> OF_HTTP =
            List.of("not-acceptable", "method-not-allowed", "bad-request", "not-found");

    private static final Map<String, Described> KNOWN = new ConcurrentHashMap<>();

    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final JsonNode document;

    private record Operation(String method, Pattern path, JsonNode described) {}

    private Described(JsonNode document) {
        this.document = strict(document);
        document.at("/paths")
                .forEachEntry((path, methods) -> methods.forEachEntry(
                        (method, operation) -> operations.add(new Operation(method, pattern(path), operation))));
    }

    /** Fails if the answer is not as described; says nothing of addresses that are not described. */
    static void check(int port, HttpRequest request, HttpResponse<String> response) {
        for (String surface : SURFACES) {
            Described described = KNOWN.computeIfAbsent(surface, name -> new Described(Caller.document(port, name)));
            described.operation(request).ifPresent(operation -> described.check(operation, request, response));
        }
    }

    private Optional<Operation> operation(HttpRequest request) {
        String path = request.uri().getRawPath();
        return operations.stream()
                .filter(each -> each.method().equalsIgnoreCase(request.method()))
                .filter(each -> each.path().matcher(path).matches())
                .findFirst();
    }

    private void check(Operation operation, HttpRequest request, HttpResponse<String> response) {
        String call = request.method() + " " + request.uri().getRawPath() + " answered " + response.statusCode() + " "
                + response.body();
        String type = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        String problem = type.equals("application/problem+json")
                ? JSON.readTree(response.body()).path("type").asString("").replaceFirst(".*:", "")
                : "";
        if (OF_HTTP.contains(problem)) {
            return;
        }
        JsonNode answer = operation.described().at("/responses/" + response.statusCode());
        assertThat(answer.isObject()).as("The document describes: %s", call).isTrue();
        answer.path("headers")
                .propertyNames()
                .forEach(name -> assertThat(response.headers().firstValue(name))
                        .as("The header %s of: %s", name, call)
                        .isPresent());
        if (!problem.isEmpty()) {
            assertThat(answer.path("x-problems").values().stream().map(JsonNode::asString))
                    .as("The problems of: %s", call)
                    .contains(problem);
        }
        JsonNode content = answer.path("content");
        if (content.isEmpty()) {
            assertThat(response.body()).as(call).isEmpty();
            return;
        }
        assertThat(content.propertyNames()).as("The content type of: %s", call).contains(type);
        assertThat(faults(content.path(type).path("schema"), response.body()))
                .as(call)
                .isEmpty();
    }

    private List<String> faults(JsonNode schema, String body) {
        return schemas
                .computeIfAbsent(schema.toString(), same -> compiled(schema))
                .validate(JSON.readTree(body))
                .stream()
                .map(Error::toString)
                .toList();
    }

    private Schema compiled(JsonNode schema) {
        ObjectNode whole = schema.deepCopy().asObject();
        whole.set("components", document.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole);
    }

    /** The document, but an object has no field beside those that are described. */
    private static JsonNode strict(JsonNode document) {
        JsonNode copy = document.deepCopy();
        copy.at("/components/schemas").forEach(Described::close);
        return copy;
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("unevaluatedProperties", false);
        }
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(template.replaceAll("[.:$]", "\\\\$0").replaceAll("\\{[^}]+}", "[^/]+"));
    }
}
