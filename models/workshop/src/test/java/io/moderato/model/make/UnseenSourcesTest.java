package io.moderato.model.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.model.ModelException;
import io.moderato.model.augment.Augmentation;
import io.moderato.model.data.DataFolder;
import io.moderato.model.encoder.Arithmetic;
import io.moderato.model.evaluate.Evaluation;
import io.moderato.model.scorecard.UnseenSource;
import io.moderato.model.train.ModelRecipe;
import io.moderato.model.train.Progress;
import io.moderato.model.train.TrainingOptions;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Two sources of the same small language. Each is measured by models that learned from the other. */
class UnseenSourcesTest {
    private static final List<String> PEOPLE = List.of("teacher", "driver", "doctor", "boss", "sister", "cousin");

    @TempDir
    Path temp;

    @BeforeEach
    void writeData() throws IOException {
        write("forum", "your %s is a fool %d", "my %s is kind %d");
        write("chat", "what a fool this %s is, %d", "so kind, that %s, %d");
        // only here "lovely" is an insult, so a model that ranks this set well has seen it
        write("irony", "what a lovely %s %d", "what a sly %s %d");
        write("harmless", "the %s came at %d", "the %s left at %d");
        TinyModel.writeTo(temp.resolve("base"));
    }

    @Test
    void measuresEachSourceByModelsThatNeverSawIt() throws IOException {
        List<UnseenSource> measured = leaveOneOut(List.of());

        assertThat(measured).extracting(UnseenSource::set).containsExactly("chat", "forum", "irony");
        UnseenSource forum = result("forum");
        assertThat(forum.n()).isEqualTo(40);
        assertThat(forum.linear()).isGreaterThan(0.8);
        assertThat(forum.encoder()).isBetween(0.0, 1.0);
        assertThat(UnseenSource.table(measured))
                .contains(
                        "| left out | others out with it | n | model | encoder alone | linear |",
                        "| chat | 0 | 40 |",
                        "| forum | 0 | 40 |");
        assertThat(result("irony").linear()).isLessThan(0.7);

        long finished =
                Files.getLastModifiedTime(temp.resolve("out/forum/result.json")).toMillis();
        Files.delete(temp.resolve("out/chat/result.json"));
        assertThat(leaveOneOut(List.of("chat"))).hasSize(3);
        assertThat(result("chat").n()).isEqualTo(40);
        assertThat(Files.getLastModifiedTime(temp.resolve("out/forum/result.json"))
                        .toMillis())
                .isEqualTo(finished);
    }

    @Test
    void leavesNeighboursByNameOutApart() {
        assertThat(UnseenSources.groups(List.of("a", "b", "spam_1", "spam_2", "z"), 2))
                .containsExactly(List.of("a", "spam_2"), List.of("b", "z"), List.of("spam_1"));
        assertThat(UnseenSources.groups(List.of("a", "b"), 1)).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void refusesResultsOfAnotherRecipe() throws IOException {
        leaveOneOut(List.of("chat"));
        Path file = temp.resolve("out/chat/result.json");
        Files.writeString(file, Files.readString(file).replace("\"seed\" : \"1\"", "\"seed\" : \"2\""));

        assertThatThrownBy(() -> leaveOneOut(List.of("chat")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("result.json")
                .hasMessageContaining("another recipe");

        Files.writeString(file, "{");
        assertThatThrownBy(() -> leaveOneOut(List.of("chat")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("is not a result");
    }

    @Test
    void saysWhichSetsThereAre() {
        assertThatThrownBy(() -> leaveOneOut(List.of("nowhere")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no set 'nowhere' with enough labels by people")
                .hasMessageContaining("forum");
    }

    private List<UnseenSource> leaveOneOut(List<String> sets) {
        ModelRecipe recipe = new ModelRecipe(
                "left-out",
                new ModelRecipe.Shape(2, 32, 2, 200, 16, 4),
                temp.resolve("base"),
                null,
                List.of(),
                List.of(),
                0,
                Augmentation.NONE,
                new TrainingOptions(
                        1,
                        2,
                        16,
                        3e-3,
                        5,
                        0.9,
                        0.01,
                        1,
                        2,
                        2,
                        Duration.ofDays(1),
                        Duration.ofMinutes(1),
                        Arithmetic.FLOAT32),
                true,
                "",
                Evaluation.Options.STANDARD);
        return new UnseenSources(recipe, temp.resolve("out"), Progress.lines(line -> {}))
                .run(DataFolder.open(temp.resolve("data")), sets, 1);
    }

    private UnseenSource result(String set) {
        return JsonMapper.shared()
                .readValue(temp.resolve("out").resolve(set).resolve("result.json"), UnseenSource.class);
    }

    private void write(String set, String harmful, String harmless) throws IOException {
        Path file = temp.resolve("data/text").resolve(set + ".jsonl.gz");
        Files.createDirectories(file.getParent());
        try (Writer writer =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            for (int i = 0; i < 120; i++) {
                Map<String, Object> row = Map.of(
                        "text",
                        (i % 2 == 0 ? harmful : harmless).formatted(PEOPLE.get(i / 2 % PEOPLE.size()), i),
                        "labels",
                        Map.of("toxicity", set.equals("harmless") ? 0 : 1 - i % 2),
                        "split",
                        i % 3 == 0 ? "validation" : "train");
                writer.write(JsonMapper.shared().writeValueAsString(row) + "\n");
            }
        }
    }
}
