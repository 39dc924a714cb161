package io.moderato.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real PostgreSQL that runs as a child process and keeps its data in a folder. Durable: every commit is on disk. It listens on
 * this machine only and asks for a password that is made at the first start and kept beside the data.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final String USER = "postgres";
    private static final Duration STARTUP = Duration.ofMinutes(1);
    private static final int PASSWORD_BYTES = 24;
    private static final String ACCESS = "host all all 127.0.0.1/32 scram-sha-256\n";

    private final EmbeddedPostgres server;
    private final String password;

    private EmbeddedDatabase(EmbeddedPostgres server, String password) {
        this.server = server;
        this.password = password;
    }

    /**
     * Starts the server on the data in that folder, or on new data if there are none. A server that an earlier process left behind on the
     * same data when it was killed is stopped first; the caller makes sure that no living process uses the folder.
     *
     * @param folder holds the data, the password and the server's log
     * @throws IOException if the server does not start; the log says why
     */
    public static EmbeddedDatabase start(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path data = folder.resolve("data");
        stopLeftBehind(data);
        String password = password(folder);
        Redirect log = Redirect.appendTo(folder.resolve("postgresql.log").toFile());
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(STARTUP)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setConnectConfig("password", password)
                .setServerConfig("listen_addresses", "127.0.0.1")
                // the library's own defaults are for tests: they trade durability for speed
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("max_connections", "60")
                .start();
        EmbeddedDatabase database = new EmbeddedDatabase(server, password);
        try {
            database.closeToOthers(data);
        } catch (SQLException | IOException failed) {
            database.close();
            throw new IOException("Setting the password of the embedded PostgreSQL", failed);
        }
        return database;
    }

    /** Who connects. */
    public String user() {
        return USER;
    }

    /** With which password. */
    public String password() {
        return password;
    }

    /** The JDBC URL of that database, which is created if it does not exist. */
    public String jdbcUrl(String name) throws SQLException {
        if (!name.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException("Not a database name: " + name);
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            boolean exists;
            try (var found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + name + "'")) {
                exists = found.next();
            }
            if (!exists) {
                // the C collation sorts the same on every machine, whatever its locales
                statement.execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'");
            }
        }
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name;
    }

    /** Stops the server and waits until its data are closed. */
    @Override
    public void close() throws IOException {
        server.close();
    }

    private Connection connect() throws SQLException {
        Properties login = new Properties();
        login.put("user", USER);
        login.put("password", password);
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", login);
    }

    /** A new server trusts everybody on this machine; from now on it wants the password. Done again where a kill came between. */
    private void closeToOthers(Path data) throws SQLException, IOException {
        Path access = data.resolve("pg_hba.conf");
        if (Files.readString(access).equals(ACCESS)) {
            return;
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            // hexadecimal, so nothing to escape
            statement.execute("ALTER ROLE " + USER + " PASSWORD '" + password + "'");
            Files.writeString(access, ACCESS);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /** The password beside the data, made at the first start; there whole or not at all, and before the server knows it. */
    private static String password(Path folder) throws IOException {
        Path file = folder.resolve("password");
        if (Files.notExists(file)) {
            Path aside = Files.createTempFile(
                    folder,
                    "password",
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(aside, newPassword());
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }

    private static void stopLeftBehind(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(
                Files.readAllLines(pidFile, StandardCharsets.UTF_8).getFirst().strip());
        ProcessHandle left = ProcessHandle.of(pid).orElse(null);
        if (left == null || !servesThis(left, data)) {
            return;
        }
        left.destroy();
        try {
            left.onExit().get(STARTUP.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException stuck) {
            throw new IOException(
                    "A PostgreSQL (process " + pid + ") that was left behind does not stop. Stop it and start again.",
                    stuck);
        } catch (InterruptedException | java.util.concurrent.ExecutionException failed) {
            throw new IOException("Waiting for the PostgreSQL that was left behind", failed);
        }
    }

    /** Process numbers are given out again: after a crash of the machine the number may be another server's. */
    private static boolean servesThis(ProcessHandle process, Path data) {
        return process.info().command().orElse("").endsWith("postgres")
                && process.info().arguments().map(List::of).orElse(List.of()).contains(data.toString());
    }

    private static String newPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
