package io.moderato.surface;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
public final class Described {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** What HTTP itself answers to a call that reaches no operation. */
    private static final List<String> OF_HTTP =
            List.of("not-acceptable", "method-not-allowed", "bad-request", "not-found");

    /** Headers that callers cannot go on without, so the document may not leave them out. */
    private static final List<String> NEEDED_TO_GO_ON = List.of("ETag", "Location", "Retry-After");

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

    /**
     * Fails if the answer is not as the service that gave it describes it; says nothing of addresses that are not described. A document is
     * read once in a process: it is the same for all services that a module's tests start.
     *
     * @param surfaces the names of the surfaces that the service has
     */
    public static void check(List<String> surfaces, HttpRequest request, HttpResponse<String> response) {
        for (String surface : surfaces) {
            Described described = KNOWN.computeIfAbsent(
                    surface, name -> new Described(document(request.uri().resolve("/api/openapi/" + name))));
            described.operation(request).ifPresent(operation -> described.check(operation, request, response));
        }
    }

    private static JsonNode document(URI address) {
        try {
            HttpResponse<String> document =
                    CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
            assertThat(document.statusCode()).as(address.toString()).isEqualTo(200);
            return JSON.readTree(document.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
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
        answer.path("headers").forEachEntry((name, header) -> {
            if (header.path("required").asBoolean(true)) {
                assertThat(response.headers().firstValue(name))
                        .as("The header %s of: %s", name, call)
                        .isPresent();
            }
        });
        for (String name : NEEDED_TO_GO_ON) {
            assertThat(answer.path("headers").has(name)
                            || response.headers().firstValue(name).isEmpty())
                    .as("The document describes the header %s of: %s", name, call)
                    .isTrue();
        }
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
