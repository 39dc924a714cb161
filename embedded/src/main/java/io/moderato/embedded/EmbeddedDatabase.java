package io.moderato.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.CompletionStage;

/**
 * A real PostgreSQL that runs as a child process and keeps its data in a folder. Durable: every commit is on disk. It listens on
 * this machine only and asks for a password that is made at the first start and kept beside the data. If it dies it is started again.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private final PostgresSupervisor supervisor;
    private final Secret password;
    private final int port;

    private EmbeddedDatabase(PostgresSupervisor supervisor, Secret password, int port) {
        this.supervisor = supervisor;
        this.password = password;
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
        Path place = folder.toAbsolutePath().normalize();
        OwnerOnly.newFiles();
        OwnerOnly.take(place);
        Secret password = Secret.in(place.resolve("password"));
        int port = Ports.free();
        PostgresServer server = new PostgresServer(place, password, port);
        server.start();
        return new EmbeddedDatabase(PostgresSupervisor.watch(server), password, port);
    }

    /** The user name to connect with. */
    public String user() {
        return PostgresServer.USER;
    }

    /** The password to connect with. */
    public String password() {
        return password.value();
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
            boolean exists;
            try (var found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + name + "'")) {
                exists = found.next();
            }
            if (!exists) {
                // the C collation sorts the same on every machine, whatever its locales
                statement.execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'");
            }
        }
        return url(name);
    }

    /** Stops the server and waits until its data are closed. */
    @Override
    public void close() throws IOException {
        supervisor.close();
    }

    private Connection connect() throws SQLException {
        Properties login = new Properties();
        login.put("user", user());
        login.put("password", password());
        return DriverManager.getConnection(url("postgres"), login);
    }

    private String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }
}
