package io.moderato.decision.file;

import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentType;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of a file of texts.
 *
 * @param id   a string or a whole number
 * @param text the text to judge
 */
public record TextLine(JsonNode id, String text) {
    /** What reads lines: a second value on a line, or a name that comes twice, is a fault and not left out. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final CommunityId NOBODYS = new CommunityId("default");
    private static final Author NOBODY = new Author("nobody", null);

    /**
     * Reads a line of JSON.
     *
     * @param idName   the name of the id in it
     * @param textName the name of the text in it
     * @throws LineFault if it does not hold both, in words that go on after "the line"
     */
    public static TextLine of(String line, String idName, String textName) throws LineFault {
        return of(object(line), idName, textName);
    }

    /**
     * A line as JSON.
     *
     * @throws LineFault if it is not one JSON object, in words that go on after "the line"
     */
    public static JsonNode object(String line) throws LineFault {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JacksonException wrong) {
            throw new LineFault(
                    "is not one JSON value (column "
                            + (wrong.getLocation() == null
                                    ? "?"
                                    : wrong.getLocation().getColumnNr()) + ")",
                    wrong);
        }
        if (!node.isObject()) {
            throw new LineFault("is not a JSON object");
        }
        return node;
    }

    /**
     * The id and the text of such an object.
     *
     * @throws LineFault if it does not hold both, in words that go on after "the line"
     */
    public static TextLine of(JsonNode node, String idName, String textName) throws LineFault {
        JsonNode id = node.get(idName);
        if (id == null || !(id.isString() || id.isIntegralNumber())) {
            throw new LineFault("has no \"" + idName + "\" that is a string or a whole number");
        }
        JsonNode text = node.get(textName);
        if (text == null || !text.isString()) {
            throw new LineFault("has no \"" + textName + "\" that is a string");
        }
        return new TextLine(id, text.stringValue());
    }

    /** The text as a content of nobody, for stages. */
    public Content content() {
        return new Content(
                ContentId.next(),
                1,
                NOBODYS,
                "line",
                NOBODY,
                ContentType.OTHER,
                text,
                List.of(),
                null,
                null,
                null,
                null,
                Instant.EPOCH);
    }
}
