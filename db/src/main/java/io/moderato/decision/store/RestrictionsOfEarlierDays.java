package io.moderato.decision.store;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.decision.DecisionId;
import io.moderato.decision.Outcome;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * The second half of migration 3: makes restrictions from older human decisions, as if they were made again in the same order. It is
 * written in Java, because the database cannot tell which texts are similar. It has its own queries, because the other readers use columns
 * that later migrations add.
 */
@Component
class RestrictionsOfEarlierDays implements JavaMigration {
    private static final int AT_ONCE = 500;

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("3.1");
    }

    @Override
    public String getDescription() {
        return "restrictions of earlier days";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) {
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(context.getConnection(), true));
        EarlierDecisions earlier = new EarlierDecisions(new Restrictions(jdbc));
        long after = 0;
        List<Past> page = page(jdbc, after);
        while (!page.isEmpty()) {
            for (Past each : page) {
                earlier.humanDecided(each.posted(), each.human());
            }
            after = page.getLast().place();
            page = page(jdbc, after);
        }
    }

    private static List<Past> page(JdbcClient jdbc, long after) {
        return jdbc.sql("""
                        SELECT d.seq, d.id, d.supersedes, d.outcome, d.decided_at, d.content_id, d.revision, d.community_id,
                               c.author_id, c.text, c.images
                        FROM decision d
                        JOIN content c ON c.id = d.content_id AND c.revision = d.revision
                        WHERE NOT d.automatic AND d.seq > ? ORDER BY d.seq LIMIT ?
                        """)
                .params(after, AT_ONCE)
                .query((row, index) -> new Past(
                        row.getLong("seq"),
                        new EarlierDecisions.ByHuman(
                                new DecisionId(Columns.uuid(row, "id")),
                                new DecisionId(Columns.uuid(row, "supersedes")),
                                Outcome.valueOf(row.getString("outcome")),
                                Columns.instant(row, "decided_at")),
                        new PostedText(
                                new ContentId(Columns.uuid(row, "content_id")),
                                row.getInt("revision"),
                                new PostedText.Author(
                                        new CommunityId(row.getString("community_id")), row.getString("author_id")),
                                ComparableText.of(row.getString("text"), Columns.texts(row, "images")))))
                .list();
    }

    private record Past(long place, EarlierDecisions.ByHuman human, PostedText posted) {}
}
