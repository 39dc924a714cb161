package io.moderato.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Asks the database twice a second whether it answers, with its own connection and its own thread. So callers need not find out one by one,
 * each after a wait. If the database does not answer, callers who wait for an answer at this moment are released.
 */
final class DatabaseWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
    private static final Duration PATIENCE = Duration.ofMillis(1500);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(500);
    private static final String TOO_MANY_CONNECTIONS = "53300";

    private final HikariDataSource pool;
    private final Set<Connection> lent = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("database-watch").factory());
    private volatile boolean answering = true;
    private @Nullable Connection own;

    DatabaseWatch(HikariDataSource pool) {
        this.pool = pool;
        thread.scheduleWithFixedDelay(this::ask, 0, BETWEEN_QUESTIONS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the database answered the last question. */
    boolean isAnswering() {
        return answering;
    }

    /** Remembers a lent connection. Its borrower is released if the database stops answering. */
    void lend(Connection connection) {
        lent.add(connection);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void ask() {
        try {
            boolean answers = answers();
            if (answers != answering) {
                LOG.atLevel(answers ? Level.INFO : Level.WARN)
                        .log(answers ? "The database answers again" : "The database does not answer");
            }
            answering = answers;
            lent.removeIf(DatabaseWatch::isBack);
            if (!answers) {
                lent.forEach(DatabaseWatch::letGo);
            }
        } catch (RuntimeException failed) {
            // the watch must go on after any failure
            LOG.error("Could not ask the database", failed);
        }
    }

    private boolean answers() {
        try {
            Connection connection = own;
            if (connection == null) {
                connection = DriverManager.getConnection(pool.getJdbcUrl(), properties());
                connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
                own = connection;
            }
            try (Statement question = connection.createStatement()) {
                question.execute("SELECT 1");
            }
            return true;
        } catch (SQLException failed) {
            closeOwn();
            return TOO_MANY_CONNECTIONS.equals(failed.getSQLState());
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        if (pool.getUsername() != null) {
            properties.setProperty("user", pool.getUsername());
        }
        if (pool.getPassword() != null) {
            properties.setProperty("password", pool.getPassword());
        }
        properties.setProperty("ApplicationName", "moderato-watch");
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("socketTimeout", "2");
        properties.setProperty("sslResponseTimeout", Long.toString(PATIENCE.toMillis()));
        return properties;
    }

    private void closeOwn() {
        Connection connection = own;
        own = null;
        if (connection != null) {
            letGo(connection);
        }
    }

    private static boolean isBack(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException broken) {
            return true;
        }
    }

    /** Closes the socket, so that a reader of it is released. Does nothing to a connection that has gone back to the pool. */
    private static void letGo(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException alreadyGone) {
            LOG.debug("The connection was gone already", alreadyGone);
        }
    }
}
