package io.moderato.archive.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.database.Columns;
import io.moderato.database.StoreTest;
import io.moderato.decision.Decision;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a run found is kept once, and goes with its content. */
class ArchiveRunsTest extends StoreTest {
    @Autowired
    private ArchiveRuns runs;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ArchiveErasure erasure;

    @Test
    void changeThatIsFoundAgainIsKeptOnceAsItWasFoundLast() {
        CommunityId community = community();
        Content content = submit(community, comment("c-1", "a text"));
        Decision standing = decided(content, Outcome.APPROVE, 0.9);
        UUID run = begun(community);

        runs.propose(run, List.of(change(content, standing, Outcome.REVIEW)));
        runs.begin(run, community, RunKind.RE_MODERATION, "root", "file:/out", "{}");
        runs.propose(run, List.of(change(content, standing, Outcome.MODIFY)));
        runs.finish(run, "{\"rows\": 1}");

        assertThat(kept(run)).containsExactly("MODIFY");
        assertThat(jdbc.sql("SELECT result::text FROM archive_change WHERE run_id = ?")
                        .param(run)
                        .query((row, index) -> Columns.fromJson(row.getString(1), ModerationResult.class))
                        .single())
                .isEqualTo(result(Outcome.MODIFY, 0.7));
        assertThat(jdbc.sql("SELECT state || ' ' || (report ->> 'rows') FROM archive_run WHERE id = ?")
                        .param(run)
                        .query(String.class)
                        .single())
                .isEqualTo("FINISHED 1");
    }

    @Test
    void nothingIsKeptOfAnErasedContent() {
        CommunityId community = community();
        Content content = submit(community, comment("c-1", "a text"));
        Content later = submit(community, comment("c-2", "a text"));
        UUID run = begun(community);
        runs.propose(run, List.of(change(content, decided(content, Outcome.APPROVE, 0.9), Outcome.REVIEW)));

        assertThat(erasure.eraseContents(List.of(content.id()), 100)).isTrue();
        Decision standing = decided(later, Outcome.APPROVE, 0.9);
        jdbc.sql("UPDATE content SET status = 'ERASED' WHERE id = ?")
                .param(later.id().value())
                .update();
        runs.propose(run, List.of(change(later, standing, Outcome.REJECT)));

        assertThat(kept(run)).isEmpty();
    }

    @Test
    void changeGoesWithItsContentWhenItsTimeIsOver() {
        CommunityId community = community();
        Content content = submit(community, comment("c-1", "a text"));
        UUID run = begun(community);
        runs.propose(run, List.of(change(content, decided(content, Outcome.APPROVE, 0.9), Outcome.REVIEW)));

        jdbc.sql("SELECT forget_contents(ARRAY[?])").param(content.id().value()).query(row -> {});

        assertThat(kept(run)).isEmpty();
    }

    private UUID begun(CommunityId community) {
        UUID run = UUID.randomUUID();
        runs.begin(run, community, RunKind.RE_MODERATION, "root", "file:/out", "{}");
        return run;
    }

    private List<String> kept(UUID run) {
        return jdbc.sql("SELECT outcome FROM archive_change WHERE run_id = ?")
                .param(run)
                .query(String.class)
                .list();
    }

    private static ProposedChange change(Content content, Decision standing, Outcome outcome) {
        return new ProposedChange(
                content.id(),
                content.revision(),
                standing.id(),
                standing.result().outcome(),
                result(outcome, 0.7));
    }
}
