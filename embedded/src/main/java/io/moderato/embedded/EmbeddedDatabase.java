package io.moderato.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL that runs as a child process and keeps its data in a folder. Durable: every commit is on disk. It listens on
 * this machine only and asks for a password that is made at the first start and kept beside the data. If it dies it is started again.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    /** The role of whoever works with the data; it owns nothing. */
    private static final String SERVICE = "moderato";

    private final PostgresSupervisor supervisor;

    private final Secret password;
    private final Secret servicePassword;
    private final PostgresServer server;
    private final int port;
    private @Nullable WalArchiver archiver;

    private EmbeddedDatabase(PostgresServer server, Secret password, Secret servicePassword, int port) {
        this.supervisor = PostgresSupervisor.watch(server);
        this.server = server;
        this.password = password;
        this.servicePassword = servicePassword;
        this.port = port;
    }

    /**
     * Starts the server on the data in that folder, or on new data if there are none. A server that an earlier process left behind on the
     * same data when it was killed is stopped first; the caller makes sure that no living process uses the folder. Other users lose all
     * rights in the folder.
     *
     * @param folder holds the server's programs, the data, the password and the server's log
     * @throws IOException if the server does not start, with what to do, or if the folder belongs to another user
     */
    public static EmbeddedDatabase start(Path folder) throws IOException {
        return start(folder, PostgresServer::start);
    }

    /**
     * Starts the server on data that {@link #copy} wrote, and returns when they are recovered. From then on they are a database of their
     * own.
     *
     * @param archive where the rest of the log is; null if the copy is all there is
     * @param from    the first segment of the log that the copy needs
     * @param until   the time up to which what was done is done again; null for everything that is there
     * @throws IOException if the data cannot be recovered, with words
     */
    public static EmbeddedDatabase recover(
            Path folder, @Nullable WalArchive archive, String from, @Nullable Instant until) throws IOException {
        return start(folder, server -> {
            if (archive != null) {
                archive.unpack(from, server.data().resolve("pg_wal"));
            }
            server.recover(until);
        });
    }

    private static EmbeddedDatabase start(Path folder, Starting starting) throws IOException {
        Path place = folder.toAbsolutePath().normalize();
        OwnerOnly.newFiles();
        OwnerOnly.take(place);
        Secret password = Secret.in(place.resolve("password"));
        Secret servicePassword = Secret.in(place.resolve("service-password"));
        int port = Ports.free();
        PostgresServer server = new PostgresServer(place, password, port);
        starting.start(server);
        return new EmbeddedDatabase(server, password, servicePassword, port);
    }

    /** Whether a server uses that folder, in this process or in another one. */
    public static boolean runsOn(Path folder) throws IOException {
        Path place = folder.toAbsolutePath().normalize();
        return new PostgresServer(place, Secret.in(place.resolve("password")), 0).runs();
    }

    /**
     * Copies the database of that folder with its passwords, while a server of this process or of another one uses it. The copy is whole by
     * itself.
     *
     * @param prefix goes before the names of the files, with a slash at its end
     * @return the first segment of the log that the copy needs; empty if no server uses the folder
     * @throws IOException if the files cannot be read or taken
     */
    public static Optional<String> copy(Path folder, FileSink sink, String prefix) throws IOException {
        Path place = folder.toAbsolutePath().normalize();
        Secret password = Secret.in(place.resolve("password"));
        PostgresServer server = new PostgresServer(place, password, 0);
        if (!server.runs()) {
            return Optional.empty();
        }
        Secret servicePassword = Secret.in(place.resolve("service-password"));
        try (Connection connection = connect(url(server.runningPort(), "postgres"), password)) {
            String copied = new DatabaseCopy(server.data(), connection).writeTo(sink, prefix + "data/");
            for (Secret secret : List.of(password, servicePassword)) {
                byte[] value = secret.value().getBytes(StandardCharsets.UTF_8);
                sink.file(prefix + secret.file().getFileName(), value.length, new ByteArrayInputStream(value));
            }
            return Optional.of(copied);
        } catch (SQLException failed) {
            throw new IOException("PostgreSQL did not let itself be copied: " + failed.getMessage(), failed);
        }
    }

    /**
     * Brings the log of this database to an archive from now on.
     *
     * @param within after which time what was done is in the archive, also if there is little
     */
    public void archiveTo(WalArchive archive, Duration within) {
        archiver = WalArchiver.start(this, server.data(), archive, within);
    }

    /** The timeline that the database writes: eight digits, with which the names of its segments begin. */
    public String timeline() throws IOException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)")) {
            row.next();
            return row.getString(1);
        } catch (SQLException failed) {
            throw new IOException("PostgreSQL does not answer", failed);
        }
    }

    /** Everything that was done before this time is in the archive; empty if there is none. */
    public Optional<Instant> archivedUpTo() {
        return Optional.ofNullable(archiver).map(WalArchiver::upToDate);
    }

    /** The role that owns everything, for changing the schema. */
    public String owner() {
        return PostgresServer.USER;
    }

    /** The password of the owner. */
    public String ownerPassword() {
        return password.value();
    }

    /** The role to work with; it has the rights that the owner gives it. */
    public String user() {
        return SERVICE;
    }

    /** The password to work with. */
    public String password() {
        return servicePassword.value();
    }

    /** Completes with the cause when the server has died again and again and is not started any more. */
    public CompletionStage<String> givenUp() {
        return supervisor.givenUp();
    }

    /** The JDBC URL of that database, which is created if it does not exist. */
    public String jdbcUrl(String name) throws SQLException {
        if (!name.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException("Not a database name: " + name);
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            String role = exists(statement, "pg_roles WHERE rolname = '" + SERVICE + "'") ? "ALTER" : "CREATE";
            statement.execute(
                    role + " ROLE " + SERVICE + " LOGIN PASSWORD " + statement.enquoteLiteral(servicePassword.value()));
            if (!exists(statement, "pg_database WHERE datname = '" + name + "'")) {
                // the C collation sorts the same on every machine, whatever its locales
                statement.execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'");
            }
        }
        return url(port, name);
    }

    private static boolean exists(Statement statement, String what) throws SQLException {
        try (var found = statement.executeQuery("SELECT FROM " + what)) {
            return found.next();
        }
    }

    /** Stops the server and waits until its data are closed. */
    @Override
    public void close() throws IOException {
        if (archiver != null) {
            archiver.close();
        }
        supervisor.close();
    }

    /** A connection of the owner. */
    Connection connect() throws SQLException {
        return connect(url(port, "postgres"), password);
    }

    private static Connection connect(String url, Secret password) throws SQLException {
        Properties login = new Properties();
        login.put("user", PostgresServer.USER);
        login.put("password", password.value());
        return DriverManager.getConnection(url, login);
    }

    private static String url(int port, String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }

    /** How a server is started. */
    @FunctionalInterface
    private interface Starting {
        void start(PostgresServer server) throws IOException;
    }
}
