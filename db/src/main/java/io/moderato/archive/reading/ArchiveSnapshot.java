package io.moderato.archive.reading;

import io.moderato.archive.store.DatabaseLogin;
import io.moderato.community.CommunityId;
import io.moderato.policy.Policy;
import io.moderato.policy.store.PoliciesInForce;
import io.moderato.rules.RuleSet;
import io.moderato.rules.store.RuleSetsInForce;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A database as it is when the first thing is read of it, by one connection for one thread. Many rows are brought some at a time. A
 * connection that does not come about, and every statement that fails, is a {@code DataAccessException}.
 */
public final class ArchiveSnapshot implements AutoCloseable {
    private static final int ROWS_AT_ONCE = 500;

    private final SingleConnectionDataSource connection;
    private final JdbcClient jdbc;

    private ArchiveSnapshot(SingleConnectionDataSource connection) {
        this.connection = connection;
        JdbcTemplate template = new JdbcTemplate(connection);
        template.setFetchSize(ROWS_AT_ONCE);
        this.jdbc = JdbcClient.create(template);
    }

    /** Opens it; it connects when it is used. */
    public static ArchiveSnapshot open(DatabaseLogin login) {
        SingleConnectionDataSource connection = new SnapshotConnection(login);
        // rows are brought some at a time only in a transaction
        connection.setAutoCommit(false);
        return new ArchiveSnapshot(connection);
    }

    /** Whether it is the database of a platform, with the tables that this release has. */
    public boolean isPlatform() {
        return jdbc.sql("SELECT to_regclass('archive_run') IS NOT NULL")
                .query(Boolean.class)
                .single();
    }

    /** The ids of all communities of the platform, in their order. */
    public List<String> communities() {
        return jdbc.sql("SELECT id FROM community ORDER BY id")
                .query(String.class)
                .list();
    }

    /** The decided contents of a community. */
    public PastContents contents(CommunityId community) {
        return new PastContents(jdbc, community);
    }

    /**
     * What a community's contents add to a transparency report.
     *
     * @param since the first time at which something counts; null for ever
     * @param until the time at which it ends; null for now
     */
    public TransparencyCounts transparency(CommunityId community, @Nullable Instant since, @Nullable Instant until) {
        return new TransparencyCounts(jdbc, community, since, until);
    }

    /**
     * A table of somebody else's.
     *
     * @throws ArchiveReadingException if it cannot be read in ranges
     */
    public ForeignTable table(String name, String id, String text) {
        return ForeignTable.find(jdbc, name, id, text);
    }

    /**
     * The policy in force.
     *
     * @throws io.moderato.problem.ProblemException NOT_FOUND if there is no such community
     */
    public Policy policy(CommunityId community) {
        return new PoliciesInForce(jdbc).of(community);
    }

    /**
     * The rules in force with their version.
     *
     * @throws io.moderato.problem.ProblemException NOT_FOUND if there is no such community
     */
    public RuleSet rules(CommunityId community) {
        return new RuleSetsInForce(jdbc).of(community);
    }

    @Override
    public void close() {
        connection.destroy();
    }

    /** Its one transaction reads, and sees nothing of what others write meanwhile. */
    private static final class SnapshotConnection extends SingleConnectionDataSource {
        SnapshotConnection(DatabaseLogin login) {
            super(login.url(), login.user(), login.password(), true);
        }

        @Override
        protected void prepareConnection(Connection prepared) throws SQLException {
            prepared.setReadOnly(true);
            prepared.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            super.prepareConnection(prepared);
        }
    }
}
