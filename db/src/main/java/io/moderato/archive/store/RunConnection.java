package io.moderato.archive.store;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A connection by which a job tells the platform of itself, for one thread. What fails is a {@code DataAccessException}. */
public final class RunConnection implements AutoCloseable {
    private final SingleConnectionDataSource connection;
    private final ArchiveRuns runs;

    /** Connects when it is used. */
    public RunConnection(DatabaseLogin login) {
        this.connection = new SingleConnectionDataSource(login.url(), login.user(), login.password(), true);
        this.runs = new ArchiveRuns(JdbcClient.create(connection));
    }

    /** What runs say of themselves. */
    public ArchiveRuns runs() {
        return runs;
    }

    @Override
    public void close() {
        connection.destroy();
    }
}
