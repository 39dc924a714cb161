package io.moderato.decision.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.model.pipeline.TestModel;
import io.moderato.model.serving.TextClassifier;
import io.moderato.policy.DefaultPolicy;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FileScoringTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static TextClassifier model;

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        model = TestModel.load();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void writesOneLineForEachTextInTheSameOrder() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            lines.add("{\"id\":" + (i % 2 == 0 ? i : "\"n" + i + "\"") + ",\"text\":\"" + "word ".repeat(i % 7) + i
                    + "\",\"more\":1}");
        }
        lines.add(3, "");
        Path in = Files.write(folder.resolve("in.jsonl"), lines);
        Path out = folder.resolve("out.jsonl");
        List<Long> progress = new ArrayList<>();

        assertThat(scoring().score(in, out, progress::add)).isEqualTo(700);

        assertThat(progress).containsExactly(512L, 700L);
        List<String> written = Files.readAllLines(out);
        assertThat(written).hasSize(700);
        for (int i = 0; i < 700; i++) {
            JsonNode line = JSON.readTree(written.get(i));
            assertThat(line.get("id").asString()).isEqualTo(i % 2 == 0 ? "" + i : "n" + i);
            assertThat(line.get("id").isNumber()).isEqualTo(i % 2 == 0);
            assertThat(line.get("decision").asString()).isIn("APPROVE", "REVIEW", "REJECT");
            assertThat(line.get("confidence").asDouble()).isBetween(0.0, 1.0);
            assertThat(line.get("scores").size())
                    .isEqualTo(model.info().categories().size());
            assertThat(line.get("reasons").size()).isPositive();
        }
        assertThat(filesIn(folder)).containsExactlyInAnyOrder("in.jsonl", "out.jsonl");
    }

    @Test
    void leavesScoresOutWhereThereIsNoText() throws IOException {
        Path in = Files.writeString(folder.resolve("in.jsonl"), "\uFEFF{\"id\":\"a\",\"text\":\"  \"}\r\n");
        Path out = folder.resolve("out.jsonl");
        scoring().score(in, out, done -> {});
        assertThat(Files.readString(out))
                .isEqualTo(
                        "{\"id\":\"a\",\"decision\":\"APPROVE\",\"confidence\":0.5,\"scores\":{},\"reasons\":[\"There is no text and no image to examine\"]}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":1,\"text\":\"half|line 2 is not one JSON value",
                "[1]|line 2 is not a JSON object",
                "{\"text\":\"no id\"}|line 2 has no \"id\"",
                "{\"id\":null,\"text\":\"x\"}|line 2 has no \"id\"",
                "{\"id\":1}|line 2 has no \"text\"",
                "{\"id\":1,\"text\":7}|line 2 has no \"text\"",
            })
    void stopsAtABadLineNamingItAndLeavesNothingBehind(String bad, String message) throws IOException {
        Path in = Files.writeString(folder.resolve("in.jsonl"), "{\"id\":0,\"text\":\"fine\"}\n" + bad + "\n");
        assertThatThrownBy(() -> scoring().score(in, folder.resolve("out.jsonl"), done -> {}))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(ProblemKey.UNREADABLE_REQUEST))
                .hasMessageContaining(message);
        assertThat(filesIn(folder)).containsExactly("in.jsonl");
    }

    @Test
    void saysWhichLineIsNotUtf8() throws IOException {
        Path in = Files.write(folder.resolve("in.jsonl"), new byte[] {'{', (byte) 0xC3, (byte) 0x28, '}'});
        assertThatThrownBy(() -> scoring().score(in, folder.resolve("out.jsonl"), done -> {}))
                .hasMessageContaining("line 1")
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void keepsAnEarlierOutputWhenItFails() throws IOException {
        Path in = Files.writeString(folder.resolve("in.jsonl"), "broken\n");
        Path out = Files.writeString(folder.resolve("out.jsonl"), "earlier");
        assertThatThrownBy(() -> scoring().score(in, out, done -> {})).isInstanceOf(ProblemException.class);
        assertThat(Files.readString(out)).isEqualTo("earlier");
    }

    @Test
    void refusesFilesThatCannotBe() {
        assertThatThrownBy(() -> scoring().score(folder.resolve("none"), folder.resolve("out"), done -> {}))
                .hasMessageContaining("no readable file");
        assertThatThrownBy(() -> scoring()
                        .score(
                                Files.writeString(folder.resolve("in"), ""),
                                folder.resolve("no/such/folder/out"),
                                done -> {}))
                .hasMessageContaining("no folder");
    }

    private static FileScoring scoring() {
        return new FileScoring(model, DefaultPolicy.thresholds());
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
