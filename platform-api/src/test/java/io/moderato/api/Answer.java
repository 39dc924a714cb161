package io.moderato.api;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the API. */
public record Answer(HttpResponse<String> response) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public int status() {
        return response.statusCode();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
        return JSON.readTree(response.body());
    }

    /** The text at that JSON pointer, or "" if there is no text. */
    public String text(String pointer) {
        return json().at(pointer).asString("");
    }

    /** The last part of the problem's type. */
    public String problem() {
        return text("/type").replace("urn:moderato:problem:", "");
    }
}
