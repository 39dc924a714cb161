package io.moderato.model.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.model.make.TinyModel;
import io.moderato.model.scorecard.Comparison;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The commands that train rivals and measure a model beside them, on texts that this test writes. */
class EvaluateCommandTest {
    private static final List<String> PEOPLE = List.of("teacher", "driver", "doctor", "boss", "sister", "cousin");

    @TempDir
    Path temp;

    @BeforeEach
    void writeData() throws IOException {
        Path file = temp.resolve("data/text/paradetox.jsonl.gz");
        Files.createDirectories(file.getParent());
        try (Writer writer =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            for (int i = 0; i < 120; i++) {
                String person = PEOPLE.get(i / 2 % PEOPLE.size());
                writer.write(JsonMapper.shared()
                                .writeValueAsString(Map.of(
                                        "text",
                                        i % 2 == 0
                                                ? "your %s is a fool %d".formatted(person, i)
                                                : "my %s is kind %d".formatted(person, i),
                                        "labels",
                                        Map.of("toxic", 1 - i % 2),
                                        "split",
                                        i % 3 == 0 ? "validation" : "train"))
                        + "\n");
            }
        }
        TinyModel.writeTo(temp.resolve("model"));
        TinyModel.writeTo(temp.resolve("other"));
    }

    @Test
    void measuresAModelBesideTheRivalsThatItTrained() throws IOException {
        assertThat(Workshop.run("rivals", "--data", path("data"), "--output", path("rivals")))
                .isZero();
        assertThat(Workshop.run(
                        "evaluate",
                        "--data",
                        path("data"),
                        "--model",
                        path("model"),
                        "--beside",
                        path("other"),
                        "--rivals",
                        path("rivals"),
                        "--output",
                        path("out"),
                        "--sample",
                        "20",
                        "--sentences",
                        "5",
                        "--seconds",
                        "0"))
                .isZero();

        Comparison comparison = Comparison.of(JsonMapper.shared().readTree(temp.resolve("out/metrics.json")));
        assertThat(comparison.models())
                .extracting(scorecard -> String.valueOf(scorecard.model()).split(" ")[0])
                .containsExactly("tiny", "tiny", "linear", "random");
        assertThat(comparison.models().get(1).model()).isNotEqualTo("tiny");
        assertThat(comparison.model().measurements()).anySatisfy(measurement -> {
            assertThat(measurement.set()).isEqualTo("paradetox");
            assertThat(measurement.n()).isEqualTo(20);
            assertThat(measurement.positives()).isBetween(5L, 15L);
        });
        assertThat(comparison.rivals().get(1).aucBySet().get("paradetox")).isOne();
        assertThat(Files.readString(temp.resolve("out/scorecard.md")))
                .contains("| set | tiny | tiny ", " | linear | random forest |");
        assertThat(temp.resolve("out/plots/auc-by-set.svg")).isNotEmptyFile();
    }

    @Test
    void namesAWrongSetAndAMissingRival() {
        assertThat(Workshop.run("evaluate", "--data", path("data"), "--model", path("model"), "--sets", "nowhere"))
                .isEqualTo(2);
        assertThat(Workshop.run(
                        "evaluate", "--data", path("data"), "--model", path("model"), "--rivals", path("nowhere")))
                .isOne();
    }

    private String path(String name) {
        return temp.resolve(name).toString();
    }
}
