package io.moderato.content.web;

import static io.moderato.api.Caller.comment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.contenttype.TypeSchema;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Contents of types that a community has defined, over the API. */
class FieldsApiTest extends ApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SCHEMA = """
            {"type": "object", "required": ["title"], "additionalProperties": false, "properties": {
              "title": {"type": "string", "x-moderato": "text"},
              "price": {"type": "number", "minimum": 0},
              "description": {"type": "string", "x-moderato": "text"},
              "photos": {"type": "array", "items": {"type": "string", "x-moderato": "image"}},
              "site": {"type": "string", "x-moderato": "address"},
              "seller": {"type": "string", "x-moderato": "author"}}}
            """;

    @Autowired
    JdbcClient jdbc;

    private Caller callerWithListings() {
        Caller caller = caller();
        define(communityOf(caller), "listing", SCHEMA);
        return caller;
    }

    private void define(CommunityId community, String key, String schema) {
        jdbc.sql(
                        "INSERT INTO content_type (id, community_id, key, name, version) VALUES (gen_random_uuid(), ?, ?, 'A type', 1)")
                .params(community.value(), key)
                .update();
        version(community, key, 1, schema);
    }

    private void version(CommunityId community, String key, int version, String schema) {
        jdbc.sql(
                        "INSERT INTO content_type_version (community_id, key, version, schema, made_by) VALUES (?, ?, ?, ?, 'admin')")
                .params(
                        community.value(),
                        key,
                        version,
                        TypeSchema.parse(schema).json())
                .update();
        jdbc.sql("UPDATE content_type SET version = ? WHERE community_id = ? AND key = ?")
                .params(version, community.value(), key)
                .update();
    }

    private static String listing(String externalId, String fields) {
        return "{\"externalId\": \"%s\", \"author\": {\"id\": \"ada\"}, \"type\": \"listing\", \"fields\": %s}"
                .formatted(externalId, fields);
    }

    @Test
    void makesTextImagesAndAuthorOfTheFieldsAndGivesTheFieldsBack() {
        Caller caller = callerWithListings();
        String fields =
                "{\"photos\":[\"https://example.org/1.jpg\"],\"seller\":\"ada\",\"description\":\"Nearly new\",\"price\":120.5,\"title\":\"A bike\",\"site\":\"https://example.org/shop\"}";
        Answer posted = caller.post(
                "/api/v1/content",
                "{\"externalId\": \"l-1\", \"type\": \"listing\", \"fields\": %s}".formatted(fields));
        assertThat(posted.status()).as(posted.response().body()).isEqualTo(202);

        Answer read = caller.get("/api/v1/content/" + posted.text("/id"));

        assertThat(read.json().at("/fields").toString()).isEqualTo(fields);
        assertThat(read.json().at("/typeVersion").asInt()).isEqualTo(1);
        assertThat(read.text("/type")).isEqualTo("listing");
        assertThat(read.text("/text")).isEqualTo("A bike\n\nNearly new");
        assertThat(read.json().at("/images").toString()).isEqualTo("[\"https://example.org/1.jpg\"]");
        assertThat(read.text("/author/id")).isEqualTo("ada");
        assertThat(caller.get("/api/v1/content?externalId=l-1").json().at("/contents/0/fields"))
                .isEqualTo(JSON.readTree(fields));
    }

    @Test
    void theStagesGetTextAndImagesAsAlways() {
        Caller caller = callerWithListings();
        String vile = "{\"title\": \"A bike\", \"description\": \"vile\"}";

        assertThat(caller.post("/api/v1/moderate", listing("l-1", vile)).text("/outcome"))
                .isEqualTo("REJECT");
        Answer asked = caller.post(
                "/api/v1/moderate", "{\"type\": \"listing\", \"store\": false, \"fields\": {\"title\": \"A bike\"}}");
        assertThat(asked.text("/outcome")).as(asked.response().body()).isEqualTo("APPROVE");
        Answer many = caller.post(
                "/api/v1/moderate",
                "{\"items\": [%s, {\"store\": false, \"type\": \"listing\", \"fields\": {\"title\": \"vile\"}}, %s]}"
                        .formatted(listing("l-2", "{\"title\": 7}"), listing("l-3", "{\"title\": \"A car\"}")));
        assertThat(many.text("/outcomes/0/error/pointer")).isEqualTo("/items/0/fields/title");
        assertThat(many.text("/outcomes/1/decision/outcome")).isEqualTo("REJECT");
        assertThat(many.text("/outcomes/2/decision/outcome")).isEqualTo("APPROVE");
    }

    private static Stream<Arguments> faults() {
        String start = "\"externalId\": \"l-1\", \"author\": {\"id\": \"ada\"}";
        return Stream.of(
                arguments(
                        "{" + start + ", \"type\": \"listing\", \"fields\": {}}",
                        400,
                        "/fields/title",
                        "'title' is missing."),
                arguments(listing("l-1", "{\"title\": 7}"), 400, "/fields/title", "Expected a text, got a number."),
                arguments(
                        listing("l-1", "{\"title\": \"a\", \"price\": -1}"),
                        400,
                        "/fields/price",
                        "The least number here is 0."),
                arguments(
                        listing("l-1", "{\"title\": \"a\", \"photos\": [\"https://example.org/1\", \"nowhere\"]}"),
                        400,
                        "/fields/photos/1",
                        "This is not an http, https or data:image/ address."),
                arguments(
                        listing("l-1", "{\"title\": \"a\", \"site\": \"javascript:alert(1)\"}"),
                        400,
                        "/fields/site",
                        "This is not an http or https address."),
                arguments(
                        listing("l-1", "{\"title\": \"a\", \"seller\": \"eve\"}"),
                        400,
                        "/fields/seller",
                        "This field and 'author' name different authors."),
                arguments(
                        "{\"externalId\": \"l-1\", \"type\": \"listing\", \"fields\": {\"title\": \"a\", \"seller\": \" \"}}",
                        400,
                        "/fields/seller",
                        "'id'"),
                arguments(
                        "{\"externalId\": \"l-1\", \"type\": \"listing\", \"fields\": {\"title\": \"a\"}}",
                        400,
                        "/author",
                        "'author' is missing."),
                arguments(
                        listing("l-1", "{\"title\": \" \"}"),
                        400,
                        "/fields",
                        "The text is empty and there are no images."),
                arguments(
                        listing(
                                "l-1",
                                "{\"title\": \"" + "a".repeat(40_000) + "\", \"description\": \"" + "b".repeat(40_000)
                                        + "\"}"),
                        413,
                        "/fields",
                        "The fields marked as text have more bytes together than a text may have."),
                arguments(
                        listing(
                                "l-1",
                                "{\"title\": \"a\", \"photos\": [" + "\"https://example.org/1\",".repeat(10)
                                        + "\"https://example.org/1\"]}"),
                        400,
                        "/fields",
                        "'images' has 11 entries; at most 10 fit."),
                arguments(
                        "{" + start + ", \"type\": \"listing\", \"text\": \"a\", \"fields\": {\"title\": \"a\"}}",
                        400,
                        "/fields",
                        "Send either 'fields' or 'text' and 'images', not both"),
                arguments(
                        "{" + start + ", \"type\": \"listing\", \"text\": \"a\"}",
                        400,
                        "/fields",
                        "A content of the type 'listing' has fields."),
                arguments(
                        "{" + start + ", \"fields\": {\"title\": \"a\"}}",
                        400,
                        "/type",
                        "'type' is missing. Fields need a type that the community has defined: listing."),
                arguments(
                        "{" + start + ", \"type\": \"post\", \"fields\": {\"title\": \"a\"}}",
                        400,
                        "/type",
                        "The type 'post' has no fields."),
                arguments(
                        "{" + start + ", \"type\": \"listings\", \"fields\": {\"title\": \"a\"}}",
                        400,
                        "/type",
                        "Unknown type 'listings'; known are comment, post, message, review, profile, name, other and listing."),
                arguments(
                        "{" + start + ", \"type\": \"Listing\", \"fields\": {\"title\": \"a\"}}",
                        400,
                        "/type",
                        "The key of a type has 1 to 40 lower case letters"),
                arguments(
                        "{" + start + ", \"type\": \"listing\", \"fields\": [\"a\"]}",
                        400,
                        "/fields",
                        "Expected an object"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhichFieldDoesNotFit(String body, int status, String pointer, String words) {
        Caller caller = callerWithListings();
        Answer refused = caller.post("/api/v1/content", body);
        assertThat(refused.status()).as(refused.response().body()).isEqualTo(status);
        assertThat(refused.text("/pointer")).isEqualTo(pointer);
        assertThat(refused.text("/detail")).contains(words);
        Answer batch = caller.post("/api/v1/content/batch", "{\"items\": [%s]}".formatted(body));
        assertThat(batch.text("/outcomes/0/error/pointer")).isEqualTo("/items/0" + pointer);
    }

    @Test
    void aTypeBelongsToItsCommunity() {
        callerWithListings();
        Answer refused = caller().post("/api/v1/content", listing("l-1", "{\"title\": \"a\"}"));
        assertThat(refused.text("/detail")).startsWith("Unknown type 'listing'").endsWith("name and other.");
    }

    @Test
    void aRetiredTypeTakesNothingNew() {
        Caller caller = callerWithListings();
        caller.post("/api/v1/content", listing("l-1", "{\"title\": \"a\"}"));
        jdbc.sql("UPDATE content_type SET retired = true WHERE community_id = ?")
                .param(communityOf(caller).value())
                .update();

        Answer refused = caller.post("/api/v1/content", listing("l-2", "{\"title\": \"b\"}"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/detail")).isEqualTo("The type 'listing' is retired: it takes nothing new.");
        assertThat(caller.get("/api/v1/content?externalId=l-1").text("/contents/0/fields/title"))
                .isEqualTo("a");
    }

    @Test
    void anEditIsCheckedByTheNewestVersionAndAContentKeepsItsOwn() {
        Caller caller = callerWithListings();
        String id = caller.post("/api/v1/content", listing("l-1", "{\"title\": \"a\", \"price\": 1}"))
                .text("/id");
        version(
                communityOf(caller),
                "listing",
                2,
                "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\"headline\": {\"type\": \"string\", \"x-moderato\": \"text\"}}}");

        assertThat(caller.get("/api/v1/content/" + id).json().at("/typeVersion").asInt())
                .isEqualTo(1);
        assertThat(caller.post("/api/v1/content", listing("l-1", "{\"title\": \"b\"}"))
                        .text("/pointer"))
                .isEqualTo("/fields/title");
        Answer edited = caller.post("/api/v1/content", listing("l-1", "{\"headline\": \"b\"}"));
        assertThat(edited.json().at("/revision").asInt()).isEqualTo(2);
        Answer read = caller.get("/api/v1/content/" + id);
        assertThat(read.json().at("/typeVersion").asInt()).isEqualTo(2);
        assertThat(read.json().at("/fields").toString()).isEqualTo("{\"headline\":\"b\"}");
    }

    @Test
    void anEditThatLeavesItOpenIsRefused() {
        Caller caller = callerWithListings();
        caller.post("/api/v1/content", listing("l-1", "{\"title\": \"a\"}"));

        Answer refused = caller.post(
                "/api/v1/content", Map.of("externalId", "l-1", "author", Map.of("id", "ada"), "text", "other"));

        assertThat(refused.text("/pointer")).isEqualTo("/type");
        assertThat(refused.text("/detail")).contains("which has fields");
        List<String> kept = contents
                .find(
                        communityOf(caller),
                        ContentId.parse(
                                caller.get("/api/v1/content?externalId=l-1").text("/contents/0/id")))
                .stream()
                .map(stored -> stored.content().text())
                .toList();
        assertThat(kept).containsExactly("a");
    }

    @Test
    void contentsWithoutFieldsHaveNone() {
        Caller caller = callerWithListings();
        String id = caller.post("/api/v1/content", comment("c-1", "A comment")).text("/id");
        assertThat(caller.get("/api/v1/content/" + id).json().propertyNames()).doesNotContain("fields", "typeVersion");
    }
}
