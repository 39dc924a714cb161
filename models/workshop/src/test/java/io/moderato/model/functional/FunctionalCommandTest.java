package io.moderato.model.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FunctionalCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @Test
    void writesRowsThatAnyDataSetReaderUnderstands() throws IOException {
        Path file = folder.resolve("functional.jsonl.gz");
        assertThat(run("--output", file.toString(), "--count", "3", "--seed", "9"))
                .isZero();
        List<JsonNode> rows = read(file);
        assertThat(rows.size())
                .isEqualTo(2 * 3 * FunctionalSentences.functions().size());
        assertThat(rows).extracting(row -> row.path("id").asString()).doesNotHaveDuplicates();
        for (JsonNode row : rows) {
            assertThat(row.path("text").asString()).isNotBlank();
            assertThat(row.path("split").asString()).isIn("train", "validation");
            assertThat(row.path("licence").asString()).isEqualTo("Apache-2.0");
            assertThat(row.path("source").asString()).isNotBlank();
            assertThat(FunctionalSentences.functions())
                    .contains(row.path("labels").path("function").asString());
            assertThat(row.path("labels").path("harmful").isBoolean()).isTrue();
        }
        assertThat(rows)
                .anyMatch(row -> row.path("labels").path("identity_attack").asDouble(-1) == 1);
        assertThat(rows)
                .anyMatch(row -> row.path("labels").path("group").asString("").equals("women"));
    }

    @Test
    void writesOneSplitIfAskedFor() throws IOException {
        Path file = folder.resolve("v.jsonl.gz");
        assertThat(run("--output", file.toString(), "--count", "2", "--split", "validation"))
                .isZero();
        assertThat(read(file)).allMatch(row -> row.path("split").asString().equals("validation"));
    }

    @Test
    void refusesWhatItCannotDoAndWritesNothing() {
        Path file = folder.resolve("x.jsonl.gz");
        assertThat(run("--output", file.toString(), "--split", "test")).isEqualTo(2);
        assertThat(errors.toString()).contains("--split is 'test', expected train or validation");
        assertThat(run("--output", file.toString(), "--count", "0")).isEqualTo(2);
        assertThat(Files.exists(file)).isFalse();
    }

    private int run(String... arguments) {
        return new CommandLine(new FunctionalCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }

    private static List<JsonNode> read(Path file) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().map(json::readTree).toList();
        }
    }
}
