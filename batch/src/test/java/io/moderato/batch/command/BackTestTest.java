package io.moderato.batch.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.batch.input.Columns;
import io.moderato.batch.job.ReModeration;
import io.moderato.batch.job.Report;
import io.moderato.batch.job.Request;
import io.moderato.batch.job.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A back-test counts what would be decided otherwise, and the errors that are known. */
class BackTestTest extends JobTest {
    private static final Setup HERONS_ARE_SPAM = Setup.of("""
            {"policyVersion": 3, "policy": {"thresholds": {}, "unexamined": {}, "chain": "STRICTEST_WINS"}, "rulesVersion": 7,
             "lists": [{"name": "Birds", "kind": "KEYWORD", "category": "spam", "action": "REJECT", "terms": ["heron"]}]}
            """, "setup.json");

    @Test
    void comparesWithWhatWasDecidedAndWithWhatIsRight() throws IOException {
        Path input = folder.resolve("in.jsonl");
        Files.write(
                input,
                List.of(
                        // right before and now
                        "{\"id\":1,\"text\":\"a\",\"was\":\"APPROVE\",\"label\":\"APPROVE\"}",
                        // an error that is mended
                        "{\"id\":2,\"text\":\"heron\",\"was\":\"approve\",\"label\":\"REJECT\"}",
                        // an error that is made
                        "{\"id\":3,\"text\":\"heron\",\"was\":\"APPROVE\",\"label\":\"APPROVE\"}",
                        // nobody knows what is right
                        "{\"id\":4,\"text\":\"heron\",\"was\":\"APPROVE\"}",
                        // an error that stays
                        "{\"id\":5,\"text\":\"b\",\"was\":\"APPROVE\",\"label\":\"MODIFY\"}",
                        // a human had it, now nobody has: an error that is made
                        "{\"id\":6,\"text\":\"c\",\"was\":\"REVIEW\",\"label\":\"REJECT\"}",
                        // nobody knows what was decided
                        "{\"id\":7,\"text\":\"heron\",\"was\":null,\"label\":\"REJECT\"}",
                        // no outcome
                        "{\"id\":8,\"text\":\"d\",\"was\":\"DELETED\"}"));

        Report report = backTest(input, new Columns("id", "text", "was", "label"));

        assertThat(report.rows()).isEqualTo(7);
        assertThat(report.malformed()).isEqualTo(1);
        JsonNode json = JsonMapper.shared().readTree(Files.readString(output.resolve("_report.json")));
        assertThat(json.path("compared").path("rows").asInt()).isEqualTo(6);
        assertThat(json.path("compared").path("flips").toString())
                .isEqualTo("{\"APPROVE\":{\"APPROVE\":2,\"REJECT\":3},\"REVIEW\":{\"APPROVE\":1}}");
        assertThat(json.path("compared")
                        .path("byCategory")
                        .path("spam")
                        .path("newly")
                        .asInt())
                .isEqualTo(3);
        JsonNode errors = json.path("knownErrors");
        assertThat(errors.path("labelled").asInt()).isEqualTo(5);
        assertThat(errors.path("mended").asInt()).isEqualTo(1);
        assertThat(errors.path("broken").asInt()).isEqualTo(2);
        assertThat(errors.path("past").path("approvedWrongly").path("count").asInt())
                .isEqualTo(2);
        assertThat(errors.path("past").path("approvedWrongly").path("of").asInt())
                .isEqualTo(4);
        assertThat(errors.path("past").path("toHumans").asInt()).isEqualTo(1);
        assertThat(errors.path("now").path("approvedWrongly").path("count").asInt())
                .isEqualTo(2);
        assertThat(errors.path("now").path("approvedWrongly").path("of").asInt())
                .isEqualTo(3);
        JsonNode restricted = errors.path("now").path("restrictedWrongly");
        assertThat(restricted.path("count").asInt()).isEqualTo(1);
        assertThat(restricted.path("of").asInt()).isEqualTo(2);
        // Wilson's interval for one of two
        assertThat(restricted.path("low").asDouble()).isBetween(0.0945, 0.0946);
        assertThat(restricted.path("high").asDouble()).isBetween(0.9054, 0.9055);
        assertThat(json.path("job").path("policyVersion").asInt()).isEqualTo(3);
        assertThat(ArchiveFiles.results(output).stream()
                        .map(line -> line.path("id").asInt()))
                .as("what differs or is wrong")
                .containsExactly(2, 3, 4, 5, 6, 7);
        assertThat(ArchiveFiles.malformed(output).getFirst().path("cause").asString())
                .isEqualTo("has \"DELETED\" as \"was\"; known are [APPROVE, REJECT, REVIEW, MODIFY]");
    }

    @Test
    void readsTheColumnsOfParquetToo() throws IOException {
        Path input = ArchiveFiles.parquet(
                folder.resolve("in.parquet"),
                "message archive { required int64 id; required binary text (STRING); optional binary was (STRING); }",
                List.of(new Object[] {1L, "a heron", "APPROVE"}, new Object[] {2L, "a crow"}));

        assertThat(backTest(input, new Columns("id", "text", "was", null))
                        .counts()
                        .of("compared", "flips", "APPROVE", "REJECT"))
                .isEqualTo(1);
        output = folder.resolve("other");
        assertThatThrownBy(() -> backTest(input, new Columns("id", "text", "then", null)))
                .hasMessageContaining("has no column \"then\"");
    }

    @Test
    void needsSomethingToCompareWith() throws IOException {
        Path input = ArchiveFiles.lines(folder.resolve("in.jsonl"), 3);

        assertThatThrownBy(() -> backTest(input, new Columns("id", "text", null, null)))
                .hasMessageContaining("--past names the column");
        assertThat(output).doesNotExist();
    }

    private Report backTest(Path input, Columns columns) {
        return new ReModeration(
                        spark(),
                        new Request(
                                Request.Purpose.BACK_TEST,
                                source(List.of(input), columns, 0),
                                output.toString(),
                                HERONS_ARE_SPAM,
                                true,
                                null,
                                null))
                .run(NOBODY);
    }
}
