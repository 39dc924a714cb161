package io.moderato.batch.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.archive.reading.PastContents.Revisions;
import io.moderato.batch.input.PlatformSource;
import io.moderato.batch.job.Statistics;
import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.decision.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A transparency report has the same figures however small the pieces are that it was counted in. */
class StatisticsTest extends JobTest {
    private final PlatformDatabase database = new PlatformDatabase();

    @Test
    void countsWhatATransparencyReportTells() throws IOException {
        for (int i = 0; i < 5; i++) {
            database.content("a", "text " + i, Outcome.APPROVE);
        }
        ContentId restricted = database.content("b", "bad", Outcome.REJECT);
        ContentId noticed = database.content("c", "worse", Outcome.REVIEW);
        notice(noticed, "threat");
        database.reviewed(noticed, Outcome.REJECT, "threat");
        answer(noticed, "2 hours");
        notice(restricted, "insult");
        appeal(restricted, "OVERTURNED", "10 hours");
        database.reviewed(restricted, Outcome.APPROVE);
        // whose time is not over yet
        appeal(database.content("d", "not that bad", Outcome.REJECT), "RECEIVED", null);

        List<String> all = statistics(null, null, 100);

        assertThat(all)
                .contains(
                        "contents.new.comment,8",
                        "decisions.automatic.APPROVE,5",
                        "decisions.automatic.REJECT,2",
                        "decisions.automatic.REVIEW,1",
                        "decisions.human.APPROVE,1",
                        "decisions.human.REJECT,1",
                        "restrictionsBySource.notice.human,1",
                        "restrictionsBySource.ownInitiative.automatic,2",
                        "notices.byCategory.threat,1",
                        "notices.byOutcome.REJECT,1",
                        "notices.byOutcome.waiting,1",
                        "appeals.againstAutomatic.OVERTURNED,1",
                        "appeals.againstAutomatic.RECEIVED,1",
                        "automatedMeans.restrictedWrongly.count,1",
                        "automatedMeans.restrictedWrongly.of,1");
        assertThat(value(all, "medianTimes.toAnswerOfNoticeHours")).isBetween(1.96, 2.04);
        assertThat(value(all, "medianTimes.toAnswerOfAppealHours")).isBetween(9.8, 10.2);
        output = folder.resolve("small");
        assertThat(statistics(null, null, 1)).isEqualTo(all);
        output = folder.resolve("before");
        assertThat(statistics(null, Instant.now().minusSeconds(86_400), 100)).contains("peopleWhoDecided,0");
        assertThat(database.jdbc()
                        .sql(
                                "SELECT count(*) FROM archive_run WHERE kind = 'STATISTICS' AND state = 'FINISHED' AND report ? 'statistics'"
                                        .replace("?", "??"))
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    private List<String> statistics(Instant since, Instant until, int pieceRows) throws IOException {
        PlatformSource all = new PlatformSource(
                database.login(),
                new CommunityId(PlatformDatabase.COMMUNITY),
                new PlatformSource.Period(null, null),
                Revisions.ALL,
                pieceRows);
        new Statistics(spark(), all, new PlatformSource.Period(since, until), output.toString()).run(NOBODY);
        return Files.readAllLines(output.resolve("statistics.csv"));
    }

    private static double value(List<String> lines, String indicator) {
        return lines.stream()
                .filter(line -> line.startsWith(indicator + ","))
                .mapToDouble(line -> Double.parseDouble(line.substring(indicator.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private void notice(ContentId content, String category) {
        database.jdbc()
                .sql("""
                        INSERT INTO report (id, community_id, content_id, revision, reporter_id, category, reason)
                        VALUES (gen_random_uuid(), ?, ?, 1, 'reader', ?, 'a reason')
                        """)
                .params(PlatformDatabase.COMMUNITY, content.value(), category)
                .update();
    }

    private void answer(ContentId content, String after) {
        database.jdbc().sql("""
                        UPDATE report r SET answered_by = c.standing_decision, reported_at = d.decided_at - ?::interval
                        FROM content c JOIN decision d ON d.id = c.standing_decision WHERE r.content_id = ? AND c.id = r.content_id
                        """).params(after, content.value()).update();
    }

    private void appeal(ContentId content, String state, @Nullable String after) {
        database.jdbc()
                .sql("""
                        INSERT INTO appeal (id, community_id, content_id, revision, decision_id, author_id, text, state, received_at, decided_at)
                        SELECT gen_random_uuid(), community_id, id, 1, standing_decision, author_id, 'why', ?, now(), now() + ?::interval
                        FROM content WHERE id = ?
                        """)
                .params(Arrays.asList(state, after, content.value()))
                .update();
    }
}
