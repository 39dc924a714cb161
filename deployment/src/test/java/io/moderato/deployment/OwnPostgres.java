package io.moderato.deployment;

import io.moderato.deployment.kubernetes.Tools;
import io.moderato.embedded.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL as an operator has one: of the system's packages, with all of its programs. It runs until it is closed. */
public final class OwnPostgres implements AutoCloseable {
    private static final Path PROGRAMS = programs();

    private final Path data;
    private final int port;

    private OwnPostgres(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    /** A new one with the database {@code moderato}, its roles, and a log that is archived by our script. */
    public static OwnPostgres make(Path data, Path archive) throws IOException {
        System.out.println("The programs of PostgreSQL in these tests: " + PROGRAMS);
        inNamespace(PROGRAMS.resolve("initdb"), Map.of(), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8")
                .orFail();
        Path script = Tools.root().resolve("deployment/scripts/archive-wal");
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "archive_mode = on\narchive_command = '" + script + " %p " + archive + "/%f'\n");
        OwnPostgres made = start(data);
        made.sql("postgres", "CREATE ROLE moderato_owner LOGIN PASSWORD 'of-the-owner'");
        made.sql("postgres", "CREATE ROLE moderato LOGIN PASSWORD 'of-the-services'");
        made.sql("postgres", "CREATE DATABASE moderato OWNER moderato_owner");
        return made;
    }

    /** One on data that are there. */
    public static OwnPostgres start(Path data) throws IOException {
        int port = Ports.free();
        String settings = "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=".formatted(port);
        inNamespace(
                        PROGRAMS.resolve("pg_ctl"),
                        Map.of(),
                        "-D",
                        data,
                        "-l",
                        data + ".log",
                        "-w",
                        "-o",
                        settings,
                        "start")
                .orFail();
        return new OwnPostgres(data, port);
    }

    /** Answers what a script answers whose user is not root, with the programs of this PostgreSQL on its path. */
    public static Tools.Answer run(String script, Map<String, String> environment, Object... arguments) {
        return inNamespace(Tools.root().resolve("deployment/scripts").resolve(script), environment, arguments);
    }

    private static Tools.Answer inNamespace(Path program, Map<String, String> environment, Object... arguments) {
        Map<String, String> all = new HashMap<>(Map.of("PATH", PROGRAMS + ":" + System.getenv("PATH")));
        libraries().ifPresent(folder -> all.put("LD_LIBRARY_PATH", folder.toString()));
        all.putAll(environment);
        if (!"root".equals(System.getProperty("user.name"))) {
            return Tools.run(program, all, arguments);
        }
        List<Object> withUser = new ArrayList<>(List.of("-U", program));
        withUser.addAll(List.of(arguments));
        return Tools.run(Path.of("unshare"), all, withUser.toArray());
    }

    /** The variables by which scripts find it. */
    public Map<String, String> address() {
        return Map.of("PGHOST", "127.0.0.1", "PGPORT", Integer.toString(port), "PGUSER", "postgres");
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/moderato";
    }

    /** Takes nothing but encrypted connections from now on, but for the superuser's. */
    void askForEncryption(Certificates certificates) throws IOException {
        certificates.writeFor(data);
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "ssl = on\nssl_cert_file = '%s'\nssl_key_file = '%s'\n"
                        .formatted(Certificates.CERTIFICATE, Certificates.KEY),
                StandardOpenOption.APPEND);
        Files.writeString(data.resolve("pg_hba.conf"), """
                host all postgres 127.0.0.1/32 trust
                hostssl all all 127.0.0.1/32 scram-sha-256
                """);
        sql("postgres", "SELECT pg_reload_conf()");
    }

    /** What psql prints of a statement, as a superuser. */
    public String sql(String database, String statement) {
        return sql(database, "postgres", statement).orFail().strip();
    }

    public Tools.Answer sql(String database, String role, String statement) {
        Map<String, String> environment = new HashMap<>(address());
        environment.put("PGUSER", role);
        return inNamespace(
                PROGRAMS.resolve("psql"),
                environment,
                "-X",
                "-q",
                "-At",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                database,
                "-c",
                statement);
    }

    /** Starts the program of the API on it, as the one that migrates. */
    public Process api(Map<String, String> more, Path log) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "MODERATO_DB_MIGRATION_USER", "moderato_owner",
                "MODERATO_DB_MIGRATION_PASSWORD", "of-the-owner",
                // no Kafka answers there, as after a disaster
                "MODERATO_KAFKA", "127.0.0.1:1",
                "MODERATO_PORT", "0"));
        environment.putAll(more);
        return service("platform-api", environment, log);
    }

    /** Starts a service on it, with the rights of services. */
    Process service(String module, Map<String, String> more, Path log) throws IOException {
        Path jar = Tools.root().resolve(module).resolve("target").resolve(module + "-0.1.0-SNAPSHOT-exec.jar");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MODERATO_"));
        builder.environment()
                .putAll(Map.of(
                        "MODERATO_DB_URL", jdbcUrl(),
                        "MODERATO_DB_USER", "moderato",
                        "MODERATO_DB_PASSWORD", "of-the-services"));
        builder.environment().putAll(more);
        return builder.start();
    }

    /** Brings the schema to the version of the program. */
    public void migrate(Path log) throws IOException, InterruptedException {
        migrate(Map.of(), log);
    }

    /** The same, with other settings of a service. */
    void migrate(Map<String, String> more, Path log) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("MODERATO_DB_MIGRATION", "only");
        Process migration = api(environment, log);
        if (!migration.waitFor(5, TimeUnit.MINUTES) || migration.exitValue() != 0) {
            migration.destroyForcibly();
            throw new AssertionError("The migration failed:\n" + Files.readString(log));
        }
    }

    @Override
    public void close() {
        inNamespace(PROGRAMS.resolve("pg_ctl"), Map.of(), "-D", data, "-m", "fast", "-w", "stop")
                .orFail();
    }

    private static Path programs() {
        for (Path each : List.of(Path.of("/usr/lib/postgresql"), unpacked().resolve("usr/lib/postgresql"))) {
            if (Files.isDirectory(each)) {
                try (Stream<Path> versions = Files.list(each)) {
                    var found = versions.map(version -> version.resolve("bin"))
                            .filter(folder -> Files.isExecutable(folder.resolve("pg_verifybackup")))
                            .max(Comparator.naturalOrder());
                    if (found.isPresent()) {
                        return found.get();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException("PostgreSQL's programs are missing; './moderato test' provides them");
    }

    private static Optional<Path> libraries() {
        if (!PROGRAMS.startsWith(unpacked())) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(unpacked().resolve("usr/lib"))) {
            return folders.filter(folder -> folder.toString().endsWith("-linux-gnu"))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path unpacked() {
        return Tools.root().resolve("target/postgresql");
    }
}
