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
    /** The role of whoever works with the data; it owns nothing. */
    private static final String SERVICE = "moderato";

    private final PostgresSupervisor supervisor;

    private final Secret password;
    private final Secret servicePassword;
    private final int port;

    private EmbeddedDatabase(PostgresSupervisor supervisor, Secret password, Secret servicePassword, int port) {
        this.supervisor = supervisor;
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
        Path place = folder.toAbsolutePath().normalize();
        OwnerOnly.newFiles();
        OwnerOnly.take(place);
        Secret password = Secret.in(place.resolve("password"));
        int port = Ports.free();
        PostgresServer server = new PostgresServer(place, password, port);
        server.start();
        Secret servicePassword = Secret.in(place.resolve("service-password"));
        return new EmbeddedDatabase(PostgresSupervisor.watch(server), password, servicePassword, port);
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
        return url(name);
    }

    private static boolean exists(Statement statement, String what) throws SQLException {
        try (var found = statement.executeQuery("SELECT FROM " + what)) {
            return found.next();
        }
    }

    /** Stops the server and waits until its data are closed. */
    @Override
    public void close() throws IOException {
        supervisor.close();
    }

    private Connection connect() throws SQLException {
        Properties login = new Properties();
        login.put("user", owner());
        login.put("password", ownerPassword());
        return DriverManager.getConnection(url("postgres"), login);
    }

    private String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }
}
