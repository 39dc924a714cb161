package io.moderato.contenttype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TypeSchemaTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LISTING = """
            {"type": "object", "required": ["title"], "additionalProperties": false,
             "$defs": {"words": {"type": "string", "maxLength": 20, "x-moderato": "text"}},
             "properties": {
               "title": {"title": "Headline", "$ref": "#/$defs/words"},
               "price": {"type": "number", "minimum": 0},
               "description": {"type": "string", "x-moderato": "text"},
               "photos": {"title": "Photo", "type": "array", "maxItems": 3, "items": {"type": "string", "x-moderato": "image"}},
               "site": {"type": ["string", "null"], "x-moderato": "address"},
               "seller": {"title": "Seller", "type": "object", "properties": {
                 "id": {"type": "string", "x-moderato": "author"},
                 "about": {"type": "string", "x-moderato": "text"}}},
               "code": {"type": "string", "pattern": "^[A-Z]{2}$"},
               "state": {"enum": ["new", "used"]}}}
            """;

    private static ObjectNode fields(String json) {
        return (ObjectNode) JSON.readTree(json);
    }

    @Test
    void laysFieldsOutInTheOrderOfTheSchema() {
        Outline outline = TypeSchema.parse(LISTING).outline(fields("""
                {"seller": {"about": "I sell bikes", "id": "ada"}, "state": "used", "photos": ["https://a.example/1", "https://a.example/2"],
                 "site": "https://shop.example", "description": "Nearly new", "price": 12.50, "title": "A bike"}"""));
        assertThat(outline.text()).isEqualTo("A bike\n\nNearly new\n\nI sell bikes");
        assertThat(outline.images()).containsExactly("https://a.example/1", "https://a.example/2");
        assertThat(outline.author()).map(Field::value).contains("ada");
        assertThat(outline.fields())
                .extracting(Field::pointer, Field::title, Field::mark)
                .containsExactly(
                        tuple("/title", "Headline", Mark.TEXT),
                        tuple("/price", "price", null),
                        tuple("/description", "description", Mark.TEXT),
                        tuple("/photos/0", "Photo 1", Mark.IMAGE),
                        tuple("/photos/1", "Photo 2", Mark.IMAGE),
                        tuple("/site", "site", Mark.ADDRESS),
                        tuple("/seller/id", "Seller · id", Mark.AUTHOR),
                        tuple("/seller/about", "Seller · about", Mark.TEXT),
                        tuple("/state", "state", null));
        String text = outline.text();
        Map<String, String> ranges = outline.ranges().stream()
                .collect(Collectors.toMap(
                        range -> range.field().pointer(), range -> text.substring(range.start(), range.end())));
        assertThat(ranges)
                .isEqualTo(Map.of("/title", "A bike", "/description", "Nearly new", "/seller/about", "I sell bikes"));
    }

    @Test
    void takesWhatFits() {
        assertThat(TypeSchema.parse(LISTING).fault(fields("{\"title\": \"A bike\", \"site\": null, \"code\": \"DE\"}")))
                .isEmpty();
    }

    private static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("{}", "/title", "'title' is missing."),
                Arguments.of("{\"title\": 3}", "/title", "Expected a text, got a number."),
                Arguments.of("{\"title\": \"a\", \"price\": -1}", "/price", "The least number here is 0."),
                Arguments.of("{\"title\": \"a\", \"price\": \"1\"}", "/price", "Expected a number, got a text."),
                Arguments.of(
                        "{\"title\": \"a\", \"prize\": 1}",
                        "/prize",
                        "There is no field 'prize' here. The fields are title, price, description, photos, site, seller, code, state."),
                Arguments.of(
                        "{\"title\": \"" + "a".repeat(21) + "\"}", "/title", "This text has at most 20 characters."),
                Arguments.of(
                        "{\"title\": \"a\", \"photos\": [\"a\", \"b\", \"c\", \"d\"]}",
                        "/photos",
                        "This list has at most 3 entries."),
                Arguments.of("{\"title\": \"a\", \"photos\": [7]}", "/photos/0", "Expected a text, got a number."),
                Arguments.of(
                        "{\"title\": \"a\", \"code\": \"de\"}",
                        "/code",
                        "This text does not have the form ^[A-Z]{2}$."),
                Arguments.of("{\"title\": \"a\", \"state\": \"old\"}", "/state", "Expected one of new, used."),
                Arguments.of("{\"title\": \"a\", \"seller\": []}", "/seller", "Expected an object, got a list."),
                Arguments.of("{\"title\": \"a\", \"price\": 1e999}", "/price", "This number is too large."),
                Arguments.of(
                        "{\"title\": \"a\\u0000b\"}",
                        "/title",
                        "This has the character U+0000 or half a character, which cannot be stored. Remove it."),
                Arguments.of(
                        "{\"title\": \"a\", \"deep\": " + "[".repeat(20) + "]".repeat(20) + "}",
                        "/deep" + "/0".repeat(15),
                        "There are more than 16 levels here. Make it flatter."),
                Arguments.of(
                        "{\"title\": \"a\", \"many\": [" + "1,".repeat(2000) + "1]}",
                        "/many/1997",
                        "There are more than 2,000 values up to here. Send fewer."));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhereFieldsDoNotFit(String fields, String pointer, String words) {
        assertThat(TypeSchema.parse(LISTING).fault(fields(fields))).contains(new FieldFault(pointer, words));
    }

    private static Stream<Arguments> badSchemas() {
        String text = "{\"type\": \"string\", \"x-moderato\": \"text\"}";
        return Stream.of(
                Arguments.of("{\"type\": ", "", "This is not JSON; look at line 1."),
                Arguments.of("[]", "", "A schema is a JSON object."),
                Arguments.of("{\"type\": \"object\", \"type\": \"object\"}", "", "This is not JSON"),
                Arguments.of("{\"properties\": {\"a\": " + text + "}}", "", "The fields are an object"),
                Arguments.of("{\"type\": \"object\"}", "", "The fields are an object"),
                Arguments.of(
                        "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}}",
                        "/properties",
                        "There is nothing to examine."),
                Arguments.of(object("\"a\": {\"type\": \"strng\"}"), "/properties/a/type", "Expected one of"),
                Arguments.of(
                        object("\"a\": {\"type\": \"string\", \"maxLength\": \"7\"}"),
                        "/properties/a/maxLength",
                        "Expected a whole number, got a text."),
                Arguments.of(
                        object("\"a\": {\"type\": \"string\", \"maxlength\": 7}"),
                        "/properties/a/maxlength",
                        "'maxlength' cannot be used in the schema of a type."),
                Arguments.of(
                        object("\"a\": {\"type\": \"string\", \"x-moderato\": \"txt\"}"),
                        "/properties/a/x-moderato",
                        "A mark is \"text\", \"image\", \"address\" or \"author\"."),
                Arguments.of(
                        object("\"a\": {\"type\": \"array\", \"x-moderato\": \"text\"}"),
                        "/properties/a",
                        "What is marked is a text"),
                Arguments.of(object("\"a\": {\"x-moderato\": \"text\"}"), "/properties/a", "What is marked is a text"),
                Arguments.of(
                        object("\"a\": {\"properties\": {\"b\": " + text + "}}"),
                        "/properties/a",
                        "What has 'properties' says \"type\": \"object\""),
                Arguments.of(
                        object("\"a\": {\"items\": " + text + "}"),
                        "/properties/a",
                        "What has 'items' says \"type\": \"array\""),
                Arguments.of(
                        object("\"a\": {\"anyOf\": [" + text + "]}"),
                        "/properties/a/anyOf/0/x-moderato",
                        "A mark is not found here."),
                Arguments.of(
                        "{\"type\": \"object\", \"properties\": {\"t\": " + text + "}, \"additionalProperties\": "
                                + text + "}",
                        "/additionalProperties/x-moderato",
                        "A mark is not found here."),
                Arguments.of(
                        object(
                                "\"a\": {\"type\": \"string\", \"x-moderato\": \"author\"}, \"b\": {\"type\": \"string\", \"x-moderato\": \"author\"}"),
                        "/properties/b/x-moderato",
                        "A content has one author."),
                Arguments.of(
                        object(
                                "\"a\": {\"type\": \"array\", \"items\": {\"type\": \"string\", \"x-moderato\": \"author\"}}"),
                        "/properties/a/items/x-moderato",
                        "A content has one author."),
                Arguments.of(
                        object("\"a\": {\"type\": \"string\", \"pattern\": \"(?=a)\"}"),
                        "/properties/a/pattern",
                        "This is not a pattern in RE2 syntax"),
                Arguments.of(
                        object("\"a\": {\"type\": \"object\", \"patternProperties\": {\"(a\": true}}"),
                        "/properties/a/patternProperties/(a",
                        "This is not a pattern in RE2 syntax"),
                Arguments.of(
                        object("\"a\": {\"$ref\": \"https://example.org/a.json\"}"),
                        "/properties/a/$ref",
                        "A reference stays within the schema"),
                Arguments.of(
                        "{\"type\": \"object\", \"$defs\": {\"b\": {\"type\": \"object\", \"properties\": {\"c\": "
                                + text
                                + "}}}, \"properties\": {\"a\": {\"$ref\": \"#/$defs/b\", \"type\": \"object\", \"properties\": {}}}}",
                        "/properties/a/type",
                        "'type' does not stand beside '$ref'."),
                Arguments.of(
                        object("\"a\": {\"type\": \"string\", \"pattern\": \"((a{20}){20}){20}\"}"),
                        "/properties/a/pattern",
                        "The patterns up to here need too much work"),
                Arguments.of(
                        object(
                                "\"a\": {\"type\": \"string\", \"pattern\": \"^.{900}$\"}, \"b\": {\"type\": \"string\", \"pattern\": \"^.{900}$\"}, \"c\": {\"type\": \"string\", \"pattern\": \"^.{900}$\"}"),
                        "/properties/c/pattern",
                        "The patterns up to here need too much work"),
                Arguments.of(
                        object("\"a\": {\"type\": \"string\", \"pattern\": \"(a{50}\\\\Q(\\\\E){50}\"}"),
                        "/properties/a/pattern",
                        "A pattern quotes with"),
                Arguments.of(
                        object("\"a\": {\"$ref\": \"#\"}"),
                        "/properties/a/$ref",
                        "A reference stays within the schema"),
                Arguments.of(
                        object("\"a\": {\"$ref\": \"#/$defs/b\"}"),
                        "/properties/a/$ref",
                        "There is no '$defs/b' in this schema."),
                Arguments.of(
                        "{\"type\": \"object\", \"$defs\": {\"b\": {\"type\": \"object\", \"properties\": {\"c\": {\"$ref\": \"#/$defs/b\"}}}}, \"properties\": {\"t\": "
                                + text + "}}",
                        "/$defs/b/properties/c/$ref/properties/c/$ref",
                        "leads back to itself"),
                Arguments.of(
                        "{\"$id\": \"https://example.org/\", \"type\": \"object\", \"properties\": {\"t\": " + text
                                + "}}",
                        "/$id",
                        "'$id' cannot be used"),
                Arguments.of(
                        "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"type\": \"object\", \"properties\": {\"t\": "
                                + text + "}}",
                        "/$schema",
                        "The schema is of draft 2020-12"),
                Arguments.of(
                        object("\"" + "a".repeat(33_000) + "\": true"), "", "The schema has more than 32,768 bytes."),
                Arguments.of(
                        "{\"a\": " + "[".repeat(70) + "]".repeat(70) + "}", "", "The schema has more than 60 levels."),
                Arguments.of(
                        object("\"a\": " + "{\"not\": ".repeat(20) + "true" + "}".repeat(20)),
                        "/properties/a" + "/not".repeat(12),
                        "The schema is too large here"));
    }

    private static String object(String properties) {
        return "{\"type\": \"object\", \"properties\": {\"t\": {\"type\": \"string\", \"x-moderato\": \"text\"}, %s}}"
                .formatted(properties);
    }

    @ParameterizedTest
    @MethodSource("badSchemas")
    void refusesASchemaWithItsPlace(String schema, String pointer, String words) {
        SchemaFault fault = catchThrowableOfType(SchemaFault.class, () -> TypeSchema.parse(schema));
        assertThat(fault).isNotNull();
        assertThat(fault.pointer()).isEqualTo(pointer);
        assertThat(fault.words()).startsWith(words.startsWith("leads") ? "'$defs/b' " + words : words);
    }

    @Test
    void refusesASchemaThatUnfoldsToVeryMuch() {
        // each level takes the next one eight times: 8^5 parts in less than 2 KB
        String levels = IntStream.range(0, 5)
                .mapToObj(i -> "\"l%d\": {\"allOf\": [%s]}"
                        .formatted(
                                i,
                                String.join(
                                        ", ", Collections.nCopies(8, "{\"$ref\": \"#/$defs/l%d\"}".formatted(i + 1)))))
                .collect(Collectors.joining(", "));
        String schema =
                "{\"type\": \"object\", \"$defs\": {%s, \"l5\": true}, \"properties\": {\"a\": {\"$ref\": \"#/$defs/l0\"}}}"
                        .formatted(levels);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> TypeSchema.parse(schema))
                        .isInstanceOf(SchemaFault.class)
                        .hasMessageStartingWith("The schema is too large here"));
    }

    @Test
    void holdsPatternsAgainstTextsWithRe2() {
        // RE2 alone knows this way to write a class, so no other engine can have answered
        TypeSchema schema = TypeSchema.parse(object("\"a\": {\"type\": \"string\", \"pattern\": \"^[[:word:]]+$\"}"));
        assertThat(schema.fault(fields("{\"t\": \"x\", \"a\": \"abc_1\"}"))).isEmpty();
        assertThat(schema.fault(fields("{\"t\": \"x\", \"a\": \"a b\"}")))
                .map(FieldFault::pointer)
                .contains("/a");
    }

    @Test
    void keepsTheOrderOfTheProperties() {
        assertThat(TypeSchema.stored(TypeSchema.parse(LISTING).json())
                        .outline(fields("{\"description\": \"b\", \"title\": \"a\"}"))
                        .text())
                .isEqualTo("a\n\nb");
    }
}
