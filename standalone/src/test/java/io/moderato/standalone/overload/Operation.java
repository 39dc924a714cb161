package io.moderato.standalone.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A call to a surface, one for each that takes a text, and how its callers read a refusal. */
enum Operation {
    SUBMIT("/api/v1/content", Shape.PROBLEM, """
            {"externalId":"ID","author":{"id":"a"},"text":"TEXT"}"""),
    MODERATE("/api/v1/moderate", Shape.PROBLEM, """
            {"text":"TEXT","store":false}"""),
    MODERATIONS("/v1/moderations", Shape.OPENAI, """
            {"input":"TEXT"}"""),
    ANALYZE("/v1alpha1/comments:analyze", Shape.PERSPECTIVE, """
            {"comment":{"text":"TEXT"},"requestedAttributes":{"TOXICITY":{}},"languages":["en"]}"""),
    SUGGEST("/v1alpha1/comments:suggestscore", Shape.PERSPECTIVE, """
            {"comment":{"text":"TEXT ID"},"attributeScores":{"TOXICITY":{"summaryScore":{"value":1}}},"languages":["en"]}"""),
    CREATE_COMMUNITY("/api/admin/v1/communities", Shape.PROBLEM, """
            {"id":"c-ID","name":"TEXT"}""");

    /** How a surface tells of a failure. */
    enum Shape {
        PROBLEM("application/problem+json", "/status"),
        OPENAI("application/json", "/error/message"),
        PERSPECTIVE("application/json", "/error/code");

        private final String contentType;
        private final String pointer;

        Shape(String contentType, String pointer) {
            this.contentType = contentType;
            this.pointer = pointer;
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FITS = "Good morning to you all.";

    private final String path;
    private final Shape shape;
    private final String body;

    Operation(String path, Shape shape, String body) {
        this.path = path;
        this.shape = shape;
        this.body = body;
    }

    /** Whether the pipeline has to decide before the caller is answered. */
    boolean asksThePipeline() {
        return this == MODERATE || this == MODERATIONS || this == ANALYZE;
    }

    /** A body that is answered with a success, different each time. */
    String body() {
        return body(FITS);
    }

    /** Such a body with that text. */
    String body(String text) {
        return body.replace("ID", UUID.randomUUID().toString().substring(0, 20)).replace("TEXT", text);
    }

    /** The call with that body. */
    HttpRequest.Builder request(String url, String key, byte[] sent) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header(keyHeader(), keyValue(key))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(sent));
    }

    /** The lines of the call up to its body, of which that many bytes are announced. */
    String head(String key, int announced) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\n%s: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(path, keyHeader(), keyValue(key), announced);
    }

    private String keyHeader() {
        return shape == Shape.PERSPECTIVE ? "X-Goog-Api-Key" : "Authorization";
    }

    private String keyValue(String key) {
        return shape == Shape.PERSPECTIVE ? key : "Bearer " + key;
    }

    /** Fails unless a refusal has the surface's own form. */
    void assertForm(int status, String contentType, String body) {
        assertThat(contentType).as(body).startsWith(shape.contentType);
        JsonNode told = JSON.readTree(body).at(shape.pointer);
        if (shape == Shape.OPENAI) {
            assertThat(told.asString()).as(body).isNotBlank();
        } else {
            assertThat(told.asInt()).as(body).isEqualTo(status);
        }
    }
}
