package io.moderato.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsLinesEachOnce() throws IOException {
        assertThat(TextFile.read(file("a.txt", "one\n\n two \none\n"))).containsExactly("one", " two ");
    }

    @Test
    void readsTheTextsOfJsonLines() throws IOException {
        assertThat(TextFile.read(file("a.jsonl", "{\"text\":\"a \\\"b\\\"\",\"id\":1}\n\n{\"text\":\"c\"}")))
                .containsExactly("a \"b\"", "c");
    }

    @Test
    void readsAColumnOfCsvWithCommasQuotesAndLineEnds() throws IOException {
        assertThat(TextFile.read(file("a.csv", """
                        \uFEFFid,Comment_Text,date
                        1,plain,x
                        2,"a, ""b""
                        c",x
                        3,\"""\",x

                        4,last"""))).containsExactly("plain", "a, \"b\"\nc", "\"", "last");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a.jsonl | {"text":"a"}~{          | Line 2 of
                    a.jsonl | {"text":"a"}~~{         | Line 3 of
                    a.jsonl | {"body":"a"}            | has no field "text"
                    a.jsonl | {"text":1}              | has no field "text"
                    a.csv   | id,words~1,a            | needs a head with a column called text
                    a.txt   | ~~                      | has no text
                    """)
    void saysWhatIsWrong(String name, String content, String words) throws IOException {
        Path file = file(name, content.replace('~', '\n'));
        assertThatThrownBy(() -> TextFile.read(file))
                .isInstanceOf(ComparisonFailure.class)
                .hasMessageContaining(words);
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        assertThatThrownBy(() -> TextFile.read(folder.resolve("nothing.txt")))
                .isInstanceOf(ComparisonFailure.class)
                .hasMessageContaining("nothing.txt");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
