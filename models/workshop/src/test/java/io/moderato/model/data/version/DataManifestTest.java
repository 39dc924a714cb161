package io.moderato.model.data.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.decision.Category;
import io.moderato.model.ModelException;
import io.moderato.model.data.version.DataManifest.Difference;
import io.moderato.model.data.version.DataPart.Counts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import picocli.CommandLine;

class DataManifestTest {
    private static final String SPAM = "{\"text\":\"win a prize\",\"labels\":{\"label\":\"spam\"},\"split\":\"train\","
            + "\"source\":\"made up\",\"licence\":\"CC0\"}";
    private static final String HAM = SPAM.replace("\"spam\"", "\"ham\"").replace("train", "validation");

    @TempDir
    Path temp;

    private Path data;

    @BeforeEach
    void writeData() throws IOException {
        data = temp.resolve("data");
        set("sms_spam", SPAM, SPAM, HAM);
        set("toxic_spans", SPAM);
        corpus("novels", "call me\nsomething\nelse");
    }

    @Test
    void countsWhatEveryPartHolds() {
        List<String> progress = new ArrayList<>();

        DataManifest manifest = DataManifest.of(data, progress::add);

        assertThat(manifest.parts())
                .extracting(DataPart::path)
                .containsExactly("corpora/novels.txt.xz", "text/sms_spam.jsonl.gz", "text/toxic_spans.jsonl.gz");
        assertThat(manifest.parts().get(0).lines()).isEqualTo(new DataPart.Lines(3, 22));
        assertThat(manifest.parts().get(1).rows())
                .isEqualTo(new DataPart.Rows(
                        3,
                        Map.of("train", 2L, "validation", 1L),
                        Map.of(Category.SPAM, new Counts(2, 1)),
                        List.of("made up"),
                        List.of("CC0")));
        assertThat(manifest.parts().get(2).rows().labels()).isEmpty();
        assertThat(progress).hasSize(3);
        Path file = temp.resolve("manifest.json");
        manifest.write(file);
        assertThat(DataManifest.read(file)).isEqualTo(manifest);
    }

    @Test
    void namesTheSameDataTheSameWhereverAndWheneverItLies() throws IOException {
        DataManifest manifest = DataManifest.of(data, line -> {});
        Path copy = temp.resolve("copy");
        for (String part : List.of("text/toxic_spans.jsonl.gz", "text/sms_spam.jsonl.gz", "corpora/novels.txt.xz")) {
            Files.createDirectories(copy.resolve(part).getParent());
            Files.copy(data.resolve(part), copy.resolve(part));
            Files.setLastModifiedTime(copy.resolve(part), FileTime.from(Instant.EPOCH));
        }

        assertThat(DataManifest.of(copy, line -> {})).isEqualTo(manifest);
        assertThat(DataManifest.version(manifest.parts().reversed())).isEqualTo(manifest.version());
    }

    @Test
    void namesOtherDataOtherwise() throws IOException {
        String before = DataManifest.of(data, line -> {}).version();
        Files.move(data.resolve("corpora/novels.txt.xz"), data.resolve("corpora/stories.txt.xz"));
        String renamed = DataManifest.of(data, line -> {}).version();
        corpus("stories", "call me\nsomething\nelsE");
        String changed = DataManifest.of(data, line -> {}).version();

        assertThat(List.of(before, renamed, changed)).doesNotHaveDuplicates();
    }

    @Test
    void saysWhichPartsDiffer() throws IOException {
        DataManifest manifest = DataManifest.of(data, line -> {});
        assertThat(manifest.compare(data)).isEmpty();

        set("sms_spam", SPAM, HAM);
        Files.delete(data.resolve("text/toxic_spans.jsonl.gz"));
        corpus("more", "text");

        assertThat(manifest.compare(data))
                .containsExactly(
                        Map.entry("corpora/more.txt.xz", Difference.NEW),
                        Map.entry("text/sms_spam.jsonl.gz", Difference.CHANGED),
                        Map.entry("text/toxic_spans.jsonl.gz", Difference.MISSING));
    }

    @Test
    void refusesAManifestThatWasEdited() throws IOException {
        Path file = temp.resolve("manifest.json");
        DataManifest.of(data, line -> {}).write(file);
        Files.writeString(file, Files.readString(file).replace("sms_spam", "sms_ham"));

        assertThatThrownBy(() -> DataManifest.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("manifest.json: was changed");
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> DataManifest.read(file)).isInstanceOf(ModelException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"labels":{"label":"spam"},"split":"train"}                   | line 2: has no text
            {"text":7,"labels":{"label":"spam"},"split":"train"}          | line 2: has no text
            {"text":"a","labels":{"label":"spam"}}                        | line 2: has no split
            {"text":"a","labels":{"label":1},"split":"train"}             | line 2: label 'label' is 1, expected a text
            {"text":"a","labels":{},"split":"test"}                       | line 2: label 'label' is
            {"text":"a",                                                  | line 2 is not JSON
            ["text"]                                                      | line 2: is not a JSON object
            """)
    void namesFileAndLineOfARowThatCannotBeUnderstood(String row, String reason) throws IOException {
        set("sms_spam", HAM, row, SPAM);

        assertThatThrownBy(() -> DataManifest.of(data, line -> {}))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("sms_spam.jsonl.gz: " + reason);
    }

    @Test
    void namesTheFileThatBreaksOff() throws IOException {
        Path set = data.resolve("text/sms_spam.jsonl.gz");
        byte[] bytes = Files.readAllBytes(set);
        Files.write(set, Arrays.copyOf(bytes, bytes.length - 12));
        assertThatThrownBy(() -> DataManifest.of(data, line -> {}))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("sms_spam.jsonl.gz: line ")
                .hasMessageContaining("cannot be read");

        set("sms_spam", SPAM);
        Path corpus = data.resolve("corpora/novels.txt.xz");
        bytes = Files.readAllBytes(corpus);
        Files.write(corpus, Arrays.copyOf(bytes, bytes.length - 20));
        assertThatThrownBy(() -> DataManifest.of(data, line -> {}))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("novels.txt.xz: line ")
                .hasMessageContaining("cannot be read");
    }

    @Test
    void refusesAFolderWithoutData() {
        assertThatThrownBy(() -> DataManifest.of(temp.resolve("none"), line -> {}))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("holds neither");
    }

    @Test
    void writesAndVerifiesFromTheCommandLine() throws IOException {
        Path manifest = temp.resolve("manifest.json");

        assertThat(run("version", "--data", data.toString(), "--output", manifest.toString()))
                .startsWith("0")
                .contains("Data version " + DataManifest.read(manifest).version());
        assertThat(temp.resolve("data.dvc")).content().contains("path: data\n", "nfiles: 3\n");
        assertThat(run("verify", "--data", data.toString(), "--manifest", manifest.toString()))
                .startsWith("0");
        Files.delete(data.resolve("corpora/novels.txt.xz"));
        assertThat(run("verify", "--data", data.toString(), "--manifest", manifest.toString()))
                .startsWith("1")
                .contains("missing: corpora/novels.txt.xz");
    }

    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        int exit =
                new CommandLine(new DataCommand()).setOut(new PrintWriter(out)).execute(arguments);
        return exit + "\n" + out;
    }

    private void set(String name, String... rows) throws IOException {
        Path file = data.resolve("text/" + name + ".jsonl.gz");
        Files.createDirectories(file.getParent());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write((String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, bytes.toByteArray());
    }

    private void corpus(String name, String text) throws IOException {
        Path file = data.resolve("corpora/" + name + ".txt.xz");
        Files.createDirectories(file.getParent());
        try (OutputStream out = new XZOutputStream(Files.newOutputStream(file), new LZMA2Options(1))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
