package io.moderato.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The pool of connections. Whoever works for an HTTP request learns at once that the database does not answer; work in the background
 * waits for it, as long as the pool lets it.
 */
final class WatchedDataSource extends DelegatingDataSource {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final DatabaseWatch watch;

    WatchedDataSource(DataSource pool, DatabaseWatch watch) {
        super(pool);
        this.watch = watch;
    }

    /** Whether the database answered when it was asked last. */
    boolean isAnswering() {
        return watch.isAnswering();
    }

    /**
     * Lends a connection.
     *
     * @throws SQLTransientConnectionException if a request asks and the database does not answer, or if all are lent for three seconds
     */
    @Override
    public Connection getConnection() throws SQLException {
        boolean forRequest = RequestContextHolder.getRequestAttributes() != null;
        long start = System.nanoTime();
        while (true) {
            if (forRequest && !watch.isAnswering()) {
                throw new SQLTransientConnectionException("The database does not answer");
            }
            try {
                Connection connection = super.getConnection();
                if (forRequest) {
                    watch.lend(connection);
                }
                return connection;
            } catch (SQLTransientConnectionException allAreLent) {
                // the pool waits for a short time only, so that who waits hears soon of what the watch found out
                if (System.nanoTime() - start > LONGEST_WAIT.toNanos()) {
                    throw allAreLent;
                }
            }
        }
    }
}
