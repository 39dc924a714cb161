package io.moderato.contenttype.ui;

import io.moderato.contenttype.SchemaFault;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON as people write it: laid out, and with the line of each place in it. */
final class SchemaText {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ObjectWriter LAID_OUT = JSON.writer()
            .with(new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER)));

    private SchemaText() {}

    /** The JSON with a line for each value. */
    static String laidOut(JsonNode json) {
        return LAID_OUT.writeValueAsString(json);
    }

    /** What is wrong with the schema, with its line where it can be told. */
    static String inWords(SchemaFault fault, String text) {
        OptionalInt line = line(text, fault.pointer());
        return fault.pointer().isEmpty() || line.isEmpty()
                ? fault.words()
                : "Line %d, %s: %s".formatted(line.getAsInt(), fault.pointer(), fault.words());
    }

    /** The line, from 1, on which the value at that JSON pointer begins; empty if there is no such value. */
    static OptionalInt line(String text, String pointer) {
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean isValue = token != JsonToken.PROPERTY_NAME && !token.isStructEnd();
                if (isValue && placeOf(parser, token).equals(pointer)) {
                    return OptionalInt.of(parser.currentTokenLocation().getLineNr());
                }
            }
            return OptionalInt.empty();
        } catch (JacksonException notJson) {
            return OptionalInt.empty();
        }
    }

    private static String placeOf(JsonParser parser, JsonToken token) {
        // an object that has just begun has a context of its own, whose place is that of the object
        return token.isStructStart()
                ? parser.streamReadContext().getParent().pathAsPointer().toString()
                : parser.streamReadContext().pathAsPointer().toString();
    }
}
