package io.moderato.batch.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.batch.BatchException;
import io.moderato.batch.input.Columns;
import io.moderato.batch.input.Format;
import io.moderato.batch.input.Source;
import io.moderato.batch.job.ReModeration;
import io.moderato.batch.job.Report;
import io.moderato.batch.job.Request;
import io.moderato.batch.job.Setup;
import io.moderato.decision.file.FileScoring;
import io.moderato.model.folder.ShippedModel;
import io.moderato.model.serving.TextClassifier;
import io.moderato.policy.DefaultPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.example.data.Group;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each row of an archive gets one result, whatever the archive is cut into; what cannot be read is said, and nothing is half done. */
class ReModerationTest extends JobTest {
    private static final String COLUMNS = "message archive { required int64 id; optional binary text (STRING); }";
    private static final Columns COLUMN_NAMES = new Columns("id", "text", null, null);

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 64, 1000, 1 << 20})
    void givesEachRowOneResultHoweverLargeThePiecesAre(long pieceBytes) throws IOException {
        Path input = ArchiveFiles.lines(folder.resolve("in.jsonl"), 40);

        Report report = run(rules(input, pieceBytes));

        assertThat(report.rows()).isEqualTo(40);
        assertThat(ArchiveFiles.results(output).stream()
                        .map(line -> line.path("id").asInt()))
                .containsExactlyElementsOf(IntStream.range(0, 40).boxed().toList());
        assertThat(output.resolve("_SUCCESS")).exists();
        assertThat(folder.resolve("out.unfinished")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 50, 1 << 20})
    void saysWhereALineIsThatCannotBeRead(long pieceBytes) throws IOException {
        Path input = folder.resolve("in.jsonl");
        try (OutputStream out = Files.newOutputStream(input)) {
            out.write("\uFEFF{\"id\":1,\"text\":\"first\"}\n\n".getBytes(StandardCharsets.UTF_8));
            out.write("{\"id\":2,\"text\":\"a\"} {\"id\":3,\"text\":\"b\"}\n".getBytes(StandardCharsets.UTF_8));
            out.write("{\"id\":4,\"text\":\"caf\u00E9\"}\n".getBytes(StandardCharsets.ISO_8859_1));
            out.write("{\"id\":5}\r\n{\"id\":6,\"id\":7,\"text\":\"twice\"}\n[8]\n".getBytes(StandardCharsets.UTF_8));
            out.write("{\"id\":\"nine\",\"text\":\"last, without an end of line\"}".getBytes(StandardCharsets.UTF_8));
        }

        Report report = run(rules(input, pieceBytes));

        assertThat(report.rows()).isEqualTo(2);
        assertThat(report.malformed()).isEqualTo(5);
        assertThat(ArchiveFiles.results(output).stream()
                        .map(line -> line.path("id").asString()))
                .containsExactly("1", "nine");
        assertThat(ArchiveFiles.malformed(output).stream()
                        .map(line -> line.path("line").asInt() + " "
                                + line.path("cause").asString().replaceFirst(" \\(column.*", "")))
                .containsExactly(
                        "3 is not one JSON value",
                        "4 is not UTF-8",
                        "5 has no \"text\" that is a string",
                        "6 is not one JSON value",
                        "7 is not a JSON object");
        assertThat(ArchiveFiles.malformed(output))
                .allMatch(line -> line.path("file").asString().endsWith("/in.jsonl"));
    }

    @Test
    void readsFoldersPatternsAndCompressedFiles() throws IOException {
        ArchiveFiles.lines(Files.createDirectories(folder.resolve("in/2025")).resolve("a.jsonl"), 3);
        ArchiveFiles.lines(
                Files.createDirectories(folder.resolve("in/_temporary")).resolve("b.jsonl"), 5);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("in/c.ndjson.gz")))) {
            out.write("{\"id\":1,\"text\":\"packed\"}\n{\"id\":\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(run(rules(folder.resolve("in"), 10)).rows()).isEqualTo(4);
        assertThat(ArchiveFiles.malformed(output).getFirst().path("line").asInt())
                .isEqualTo(2);
    }

    @Test
    void readsAndWritesParquet() throws IOException {
        List<Object[]> rows = new ArrayList<>();
        for (long i = 0; i < 350; i++) {
            rows.add(new Object[] {i, i == 120 ? null : "Comment " + i});
        }
        Path input = ArchiveFiles.parquet(folder.resolve("in.parquet"), COLUMNS, rows);

        Report report = run(rules(input, 0));

        assertThat(report.pieces()).as("row groups").isEqualTo(4);
        assertThat(report.rows()).isEqualTo(349);
        assertThat(ArchiveFiles.malformed(output))
                .singleElement()
                .satisfies(row -> assertThat(row.path("row").asInt()).isEqualTo(121));
        List<Group> results = ArchiveFiles.parquetResults(output);
        assertThat(results).hasSize(349);
        assertThat(results.getFirst().getString("id", 0)).isEqualTo("0");
        assertThat(results.getFirst().getString("decision", 0)).isEqualTo("APPROVE");
        assertThat(results.getFirst().getGroup("reasons", 0).getGroup("list", 0).getString("element", 0))
                .isEqualTo("Passed all moderation checks");
    }

    @Test
    void noticesAPageOfParquetThatWasChanged() throws IOException {
        List<Object[]> rows = new ArrayList<>();
        for (long i = 0; i < 90; i++) {
            rows.add(new Object[] {i, "Comment " + i + " about the herons"});
        }
        Path input = ArchiveFiles.parquet(folder.resolve("in.parquet"), COLUMNS, rows);
        byte[] bytes = Files.readAllBytes(input);
        int place = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("herons");
        bytes[place] = 'H';
        Files.write(input, bytes);

        refuses(() -> rules(input, 0), "in.parquet cannot be read or judged to its end", "CRC checksum");
        Files.write(input, "no Parquet at all".getBytes(StandardCharsets.UTF_8));
        output = folder.resolve("other");
        refuses(() -> rules(input, 0), "is not a whole file of Parquet");
    }

    @Test
    void namesAColumnThatIsMissingOrOfAnotherKind() throws IOException {
        Path input = ArchiveFiles.parquet(
                folder.resolve("in.parquet"),
                "message archive { required double id; required binary body (STRING); }",
                List.of());
        refuses(() -> rules(input, 0), "The column \"id\"", "required double id", "a string or a whole number");
        Path other = ArchiveFiles.parquet(
                folder.resolve("other.parquet"),
                "message archive { required int64 id; required binary body (STRING); }",
                List.of());
        refuses(() -> rules(other, 0), "has no column \"text\". It has id, body; --text names another one.");
    }

    @Test
    void refusesWhatCannotWork() throws IOException {
        Path input = ArchiveFiles.lines(folder.resolve("in.jsonl"), 3);
        Path parquet = ArchiveFiles.parquet(folder.resolve("in.parquet"), COLUMNS, List.of());

        refuses(() -> rules(folder.resolve("nowhere"), 0), "There is no file, folder or pattern");
        refuses(() -> rules(Files.writeString(folder.resolve("notes.txt"), "x"), 0), "does not say what it is");
        refuses(() -> rules(Files.createDirectories(folder.resolve("empty")), 0), "There is no file in");
        refuses(
                () -> request(
                        source(List.of(input, parquet), COLUMN_NAMES, 0), Setup.ofNewCommunity(), true, null, null),
                "JSON lines and of Parquet");
        refuses(
                () -> rules(Files.writeString(folder.resolve("broken.jsonl"), "{\n{\n"), 0),
                "None of the 2 rows can be read");
        refuses(
                () -> rules(Files.writeString(folder.resolve("blank.jsonl"), "\n\n"), 0),
                "another job has left: its input");
        Files.createDirectories(output);
        assertThatThrownBy(() -> run(rules(input, 0))).hasMessageContaining("is there already");
        output = Files.writeString(folder.resolve("file"), "x").resolve("out");
        assertThatThrownBy(() -> run(rules(input, 0))).hasMessageContaining("cannot be written");
    }

    @Test
    void refusesAnOutputThatWouldBecomeInput() throws IOException {
        Path input = Files.createDirectories(folder.resolve("in"));
        ArchiveFiles.lines(input.resolve("a.jsonl"), 3);
        output = input.resolve("out");

        refuses(() -> rules(input, 0), "lies in the input");
        assertThat(input.resolve("out.unfinished")).doesNotExist();
    }

    @Test
    void decidesByTheSetupOfACommunity() throws IOException {
        Path input = ArchiveFiles.lines(folder.resolve("in.jsonl"), 20);
        Setup setup = Setup.of("""
                {"policyVersion": 3, "policy": {"thresholds": {}, "unexamined": {}, "chain": "STRICTEST_WINS"}, "rulesVersion": 7,
                 "lists": [{"name": "Birds", "kind": "KEYWORD", "category": "spam", "action": "REJECT", "terms": ["comment 13"]}]}
                """, "setup.json");

        Report report = run(request(input, setup, true, null, null, 100));

        assertThat(report.outcomes()).containsEntry("REJECT", 1L).containsEntry("APPROVE", 19L);
        JsonNode rejected = ArchiveFiles.results(output).get(13);
        assertThat(rejected.path("decision").asString()).isEqualTo("REJECT");
        assertThat(rejected.path("policyVersion").asInt()).isEqualTo(3);
        assertThat(rejected.path("rulesVersion").asInt()).isEqualTo(7);
        assertThatThrownBy(() -> Setup.of("{\"policy\": 1}", "setup.json")).hasMessageContaining("setup.json");
    }

    @Test
    void scoresAsServicesDo() throws IOException {
        Path input = folder.resolve("in.jsonl");
        Files.write(
                input,
                List.of(
                        "{\"id\":1,\"text\":\"What a lovely day for a walk.\"}",
                        "{\"id\":2,\"text\":\"You are a stupid idiot and nobody likes you.\"}",
                        "{\"id\":3,\"text\":\"Das ist ein Satz in einer anderen Sprache.\"}"));
        Path model = ShippedModel.unpackTo(folder.resolve("models"));
        Path scored = folder.resolve("scored.jsonl");
        try (TextClassifier classifier = TextClassifier.load(model, 1)) {
            new FileScoring(classifier, DefaultPolicy.thresholds()).score(input, scored, done -> {});
        }

        run(request(input, Setup.ofNewCommunity(), false, model, null, 60));

        JsonMapper json = JsonMapper.builder().build();
        List<JsonNode> wanted =
                Files.readAllLines(scored).stream().map(json::readTree).toList();
        List<JsonNode> found = ArchiveFiles.results(output);
        assertThat(found).hasSize(3);
        for (int i = 0; i < 3; i++) {
            for (String name : wanted.get(i).propertyNames()) {
                assertThat(found.get(i).path(name))
                        .as(name)
                        .isEqualTo(wanted.get(i).path(name));
            }
            assertThat(found.get(i).path("models").path(0).asString())
                    .isEqualTo(model.getFileName().toString());
        }
        Files.createDirectories(folder.resolve("no-model"));
        output = folder.resolve("other");
        refuses(
                () -> request(input, Setup.ofNewCommunity(), false, folder.resolve("no-model"), null, 0),
                "The model cannot be used");
    }

    @Test
    void writesParquetFromLinesIfAsked() throws IOException {
        Path input = ArchiveFiles.lines(folder.resolve("in.jsonl"), 5);
        run(request(input, Setup.ofNewCommunity(), true, null, Format.PARQUET, 100));

        assertThat(ArchiveFiles.parquetResults(output)).hasSize(5);
    }

    private Request rules(Path input, long pieceBytes) {
        return request(input, Setup.ofNewCommunity(), true, null, null, pieceBytes);
    }

    private Request request(
            Path input,
            Setup setup,
            boolean rulesOnly,
            @Nullable Path model,
            @Nullable Format written,
            long pieceBytes) {
        return request(source(List.of(input), COLUMN_NAMES, pieceBytes), setup, rulesOnly, model, written);
    }

    private Request request(
            Source source, Setup setup, boolean rulesOnly, @Nullable Path model, @Nullable Format written) {
        return new Request(Request.Purpose.RE_MODERATION, source, output.toString(), setup, rulesOnly, model, written);
    }

    private static Report run(Request request) {
        return new ReModeration(spark(), request).run(NOBODY);
    }

    private void refuses(Callable<Request> request, String... words) {
        assertThatThrownBy(() -> run(request.call()))
                .isInstanceOf(BatchException.class)
                .hasMessageContainingAll(words);
        assertThat(output).doesNotExist();
    }
}
