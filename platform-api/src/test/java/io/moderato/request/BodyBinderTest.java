package io.moderato.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.moderato.content.ContentType;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class BodyBinderTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ValidatorFactory FACTORY = Validation.buildDefaultValidatorFactory();

    private final BodyBinder binder = new BodyBinder(FACTORY.getValidator());

    enum Colour {
        RED,
        GREEN
    }

    record Inner(
            @NotNull(message = "'{field}' is missing.") @Nullable
            String name) {}

    record Outer(
            @NotNull(message = "'{field}' is missing.") @Line(max = 5) @Nullable
            String id,

            @Min(value = 1, message = "'{field}' begins at 1.") @Nullable
            Integer count,

            @Nullable Boolean flag,
            @Nullable Colour colour,
            @Nullable ContentType type,
            @Nullable Instant at,

            @Size(max = 2, message = "'{field}' is full.", payload = TooLarge.class) @Nullable
            List<String> words,

            @Valid @Nullable Inner inner,
            @Nullable List<@Valid Inner> inners) {}

    @AfterAll
    static void close() {
        FACTORY.close();
    }

    @Test
    void takesWhatFits() {
        assertThat(bind("""
                        {"id":"a","count":2,"flag":true,"colour":"GREEN","type":"post","at":"2026-11-21T18:30:00+01:00",
                         "words":["x","👏"],"inner":{"name":"n"},"inners":[]}
                        """))
                .isEqualTo(new Outer(
                        "a",
                        2,
                        true,
                        Colour.GREEN,
                        ContentType.POST,
                        Instant.parse("2026-11-21T17:30:00Z"),
                        List.of("x", "👏"),
                        new Inner("n"),
                        List.of()));
    }

    @Test
    void takesNullForAnAbsentField() {
        assertThat(bind("{\"id\":\"a\",\"count\":null,\"words\":null,\"inner\":null}"))
                .isEqualTo(bind("{\"id\":\"a\"}"));
    }

    @Test
    void passesOverUnknownFieldsOnlyWhereItIsToldTo() {
        var json = JSON.readTree("{\"id\":\"a\",\"extra\":{\"b\":1},\"inner\":{\"name\":\"n\",\"more\":2}}");

        assertThat(binder.bind(json, Outer.class, "", UnknownFields.IGNORED))
                .isEqualTo(bind("{\"id\":\"a\",\"inner\":{\"name\":\"n\"}}"));
        assertThatThrownBy(() -> binder.bind(json, Outer.class, ""))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.pointer()).isIn("/extra", "/inner/more"));
        // everything else is as strict as before
        assertThatThrownBy(() -> binder.bind(JSON.readTree("{\"id\":7}"), Outer.class, "", UnknownFields.IGNORED))
                .hasMessage("Expected a text, got a number.");
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                // no value is converted to another type
                arguments("\"id\":7", "/id", "Expected a text, got a number."),
                arguments("\"id\":true", "/id", "Expected a text, got true or false."),
                arguments("\"id\":[\"a\"]", "/id", "Expected a text, got an array."),
                arguments("\"id\":{}", "/id", "Expected a text, got an object."),
                arguments("\"count\":\"2\"", "/count", "Expected a number, got a text."),
                arguments("\"count\":\"\"", "/count", "Expected a number, got a text."),
                arguments("\"count\":true", "/count", "Expected a number, got true or false."),
                arguments("\"count\":[2]", "/count", "Expected a number, got an array."),
                arguments("\"count\":2.0", "/count", "'count' is a whole number of at most 2,147,483,647."),
                arguments("\"count\":2.5", "/count", "'count' is a whole number of at most 2,147,483,647."),
                arguments("\"count\":2147483648", "/count", "'count' is a whole number of at most 2,147,483,647."),
                arguments("\"count\":1e3", "/count", "'count' is a whole number of at most 2,147,483,647."),
                arguments("\"flag\":\"true\"", "/flag", "Expected true or false, got a text."),
                arguments("\"flag\":\"\"", "/flag", "Expected true or false, got a text."),
                arguments("\"flag\":1", "/flag", "Expected true or false, got a number."),
                arguments("\"colour\":1", "/colour", "Expected a text, got a number."),
                arguments("\"colour\":\"1\"", "/colour", "'colour' is one of RED, GREEN."),
                arguments("\"colour\":\"red\"", "/colour", "'colour' is one of RED, GREEN."),
                arguments("\"colour\":\"\"", "/colour", "'colour' is one of RED, GREEN."),
                arguments("\"colour\":[\"RED\"]", "/colour", "Expected a text, got an array."),
                arguments("\"type\":1", "/type", "Expected a text, got a number."),
                arguments("\"type\":{}", "/type", "Expected a text, got an object."),
                arguments(
                        "\"type\":\"\"",
                        "/type",
                        "The key of a type has 1 to 40 lower case letters, digits and hyphens, the first of them no hyphen."),
                arguments("\"at\":1", "/at", "Expected a text, got a number."),
                arguments(
                        "\"at\":\"1\"",
                        "/at",
                        "'at' is not a time from 1970 to 2199 in the form of RFC 3339, such as 2026-11-21T18:30:00Z."),
                arguments("\"words\":\"x\"", "/words", "Expected an array, got a text."),
                arguments("\"words\":\"\"", "/words", "Expected an array, got a text."),
                arguments("\"words\":{}", "/words", "Expected an array, got an object."),
                arguments("\"words\":[\"x\",null]", "/words/1", "Expected a text, got null."),
                arguments("\"words\":[\"x\",[\"y\"]]", "/words/1", "Expected a text, got an array."),
                arguments(
                        "\"words\":[\"\\u0000\"]",
                        "/words/0",
                        "The character U+0000 at position 0 cannot be stored. Remove it."),
                arguments("\"inner\":\"n\"", "/inner", "Expected an object, got a text."),
                arguments("\"inner\":\"\"", "/inner", "Expected an object, got a text."),
                arguments("\"inner\":[]", "/inner", "Expected an object, got an array."),
                arguments("\"inner\":{\"name\":5}", "/inner/name", "Expected a text, got a number."),
                arguments("\"inners\":[{\"name\":\"n\"},7]", "/inners/1", "Expected an object, got a number."),
                arguments("\"inners\":[null]", "/inners/0", "Expected an object, got null."),
                // unknown fields, at any place
                arguments(
                        "\"Id\":\"a\"",
                        "/Id",
                        "There is no field 'Id' here. The fields are at, colour, count, flag, id, inner, inners, type, words."),
                arguments(
                        "\"inner\":{\"a~b/c\":1}",
                        "/inner/a~0b~1c",
                        "There is no field 'a~b/c' here. The fields are name."),
                arguments(
                        "\"%s\":1".formatted("x".repeat(60)),
                        "/" + "x".repeat(50) + "…",
                        "There is no field '%s…' here. The fields are at, colour, count, flag, id, inner, inners, type, words."
                                .formatted("x".repeat(50))),
                // constraints
                arguments("\"id\":null", "/id", "'id' is missing."),
                arguments("\"id\":\"sixsix\"", "/id", "'id' has 1 to 5 characters and is not blank."),
                arguments("\"id\":\" \"", "/id", "'id' has 1 to 5 characters and is not blank."),
                arguments(
                        "\"id\":\"a\\tb\"", "/id", "'id' has line breaks or control characters. Send it without them."),
                arguments("\"count\":0", "/count", "'count' begins at 1."),
                arguments("\"inner\":{}", "/inner/name", "'name' is missing."),
                arguments("\"inners\":[{\"name\":\"n\"},{}]", "/inners/1/name", "'name' is missing."));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void refusesWhatDoesNotFitAndSaysWhere(String fields, String pointer, String words) {
        String id = fields.startsWith("\"id\"") ? "" : ",\"id\":\"a\"";

        assertThatThrownBy(() -> bind("{" + fields + id + "}", "/items/3"))
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .satisfies(problem -> {
                    assertThat(problem.key()).isEqualTo(ProblemKey.INVALID_FIELD);
                    assertThat(problem.pointer()).isEqualTo("/items/3" + pointer);
                    assertThat(problem.getMessage()).isEqualTo(words);
                });
    }

    @Test
    void namesTheFirstOfSeveralFaultsInTheRecordsOrder() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> bind("{\"inners\":[{},{}],\"inner\":{},\"count\":0,\"id\":\"a\"}"))
                    .extracting(problem -> ((ProblemException) problem).pointer())
                    .isEqualTo("/count");
            assertThatThrownBy(() -> bind("{\"inners\":[{\"name\":\"n\"},{},{}],\"id\":\"a\"}"))
                    .extracting(problem -> ((ProblemException) problem).pointer())
                    .isEqualTo("/inners/1/name");
        }
    }

    @Test
    void tellsTooMuchAsTooLarge() {
        assertThatThrownBy(() -> bind("{\"id\":\"a\",\"words\":[\"x\",\"y\",\"z\"]}"))
                .extracting(problem -> ((ProblemException) problem).key())
                .isEqualTo(ProblemKey.TOO_LARGE);
    }

    private Outer bind(String json) {
        return bind(json, "");
    }

    private Outer bind(String json, String place) {
        return binder.bind(JSON.readTree(json), Outer.class, place);
    }
}
