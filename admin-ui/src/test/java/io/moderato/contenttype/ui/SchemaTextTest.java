package io.moderato.contenttype.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTextTest {
    private static final String TEXT = """
            {
              "type": "object",
              "properties": {
                "a/b": {"type": "string"},
                "list": [
                  1,
                  {"x": true}
                ]
              }
            }
            """;

    @ParameterizedTest
    @CsvSource({
        "'', 1",
        "/type, 2",
        "/properties, 3",
        "/properties/a~1b, 4",
        "/properties/a~1b/type, 4",
        "/properties/list, 5",
        "/properties/list/0, 6",
        "/properties/list/1/x, 7"
    })
    void findsTheLineOfAPlace(String pointer, int line) {
        assertThat(SchemaText.line(TEXT, pointer)).hasValue(line);
    }

    @ParameterizedTest
    @CsvSource({"/nowhere", "/properties/list/2"})
    void saysThatThereIsNoSuchPlace(String pointer) {
        assertThat(SchemaText.line(TEXT, pointer)).isEmpty();
        assertThat(SchemaText.line("{\"a\": ", pointer)).isEmpty();
    }
}
