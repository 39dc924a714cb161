package io.moderato.batch.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.archive.reading.PastContents.Revisions;
import io.moderato.batch.input.PlatformSource;
import io.moderato.batch.job.DataSet;
import io.moderato.batch.job.Report;
import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.decision.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A data set has one row for each text whose label says something, and nothing of erased authors. */
class DataSetTest extends JobTest {
    private static final String LONG =
            "The herons at the river have come back this year, and everybody is glad about it";

    private final PlatformDatabase database = new PlatformDatabase();

    @Test
    void makesADataFolderOfWhatIsKnown() throws IOException {
        ContentId bad = labelled("a", LONG + " you fool", Outcome.REJECT, "insult", "toxicity");
        ContentId good = labelled("a", "Something else that nobody minds at all", Outcome.APPROVE);
        labelled("b", LONG + ", you fool!", Outcome.REJECT, "insult", "toxicity");
        labelled("b", LONG + " YOU FOOL.", Outcome.APPROVE);
        labelled("c", "Rejected, and nobody said what it is", Outcome.REJECT);
        database.content("d", "Nobody looked at this one", Outcome.APPROVE);
        ContentId erased = labelled("e", "Words of somebody who has left", Outcome.REJECT, "threat");
        database.jdbc()
                .sql("UPDATE content SET status = 'ERASED', text = '' WHERE id = ?")
                .param(erased.value())
                .update();
        labelled("f", "Words of somebody who wants to leave", Outcome.REJECT, "threat");
        database.jdbc()
                .sql(
                        "INSERT INTO erasure (id, community_id, author_id, asked_by) VALUES (gen_random_uuid(), ?, 'f', 'key')")
                .param(PlatformDatabase.COMMUNITY)
                .update();

        Report report = dataSet(2);

        List<JsonNode> rows = rows();
        assertThat(rows).extracting(row -> row.path("id").asString()).containsExactly(bad.toString(), good.toString());
        assertThat(rows.getFirst().path("labels").toString()).isEqualTo("{\"insult\":1,\"toxicity\":1}");
        assertThat(rows.getLast().path("labels").toString()).isEqualTo("{\"insult\":0,\"threat\":0}");
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.path("split").asString()).isIn("train", "validation"))
                .allSatisfy(row -> assertThat(row.path("source").asString()).isEqualTo("review"));
        assertThat(report.counts().of("dataSet", "duplicates")).isEqualTo(2);
        assertThat(report.counts().of("dataSet", "duplicatesLabelledOtherwise")).isEqualTo(1);
        assertThat(report.counts().of("dataSet", "without", "category")).isEqualTo(1);
        assertThat(report.counts().of("dataSet", "without", "label")).isEqualTo(1);
    }

    @Test
    void saysThatThereIsNothingToLearnFrom() {
        database.content("a", "Nobody looked at this one", Outcome.APPROVE);

        assertThatThrownBy(() -> dataSet(100)).hasMessageContaining("there is nothing to learn from");
        assertThat(output).doesNotExist();
    }

    private ContentId labelled(String author, String text, Outcome outcome, String... categories) {
        ContentId content = database.content(author, text, Outcome.REVIEW);
        database.reviewed(content, outcome, categories);
        return content;
    }

    private Report dataSet(int pieceRows) {
        PlatformSource source = new PlatformSource(
                database.login(),
                new CommunityId(PlatformDatabase.COMMUNITY),
                new PlatformSource.Period(null, null),
                Revisions.ALL,
                pieceRows);
        return new DataSet(spark(), source, output.toString(), "own", 0.8).run(NOBODY);
    }

    private List<JsonNode> rows() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(output.resolve("text/own.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
            return lines.lines().map(JsonMapper.shared()::readTree).toList();
        }
    }
}
