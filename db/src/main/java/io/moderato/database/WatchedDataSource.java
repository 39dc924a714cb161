package io.moderato.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The pool of connections. Code that works for an HTTP request learns at once if the database does not answer. Work in the background waits
 * for the database, as long as the pool allows.
 */
final class WatchedDataSource extends DelegatingDataSource {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final DatabaseWatch watch;

    WatchedDataSource(DataSource pool, DatabaseWatch watch) {
        super(pool);
        this.watch = watch;
    }

    /** Whether the database answered the last question. */
    boolean isAnswering() {
        return watch.isAnswering();
    }

    /**
     * Lends a connection.
     *
     * @throws SQLTransientConnectionException if the caller works for a request and the database does not answer, or if all connections are
     *     lent for three seconds
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
                // the pool waits only for a short time, so that a waiting caller soon learns what the watch found out
                if (System.nanoTime() - start > LONGEST_WAIT.toNanos()) {
                    throw allAreLent;
                }
            }
        }
    }
}
