package io.moderato.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL of one folder as a process: made, started and stopped by PostgreSQL's own programs. Not for several threads at once. */
final class PostgresServer {
    static final String USER = "postgres";

    /** The longest time for a start, with a recovery after a crash on a slow disk. */
    private static final Duration STARTUP = Duration.ofMinutes(5);

    private static final Duration STOPPING = Duration.ofMinutes(1);
    private static final Duration MAKING = Duration.ofMinutes(2);
    /** The time that a program may take beyond its own time limit. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final String ACCESS = "host all all 127.0.0.1/32 scram-sha-256\n";
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            // by default the server makes a socket in the system's folder for temporary files
            "unix_socket_directories=",
            "shared_buffers=128MB",
            "max_wal_size=2GB",
            "max_connections=60",
            // a copy that cannot be written must not fill the disk
            "max_slot_wal_keep_size=4GB",
            // two lines every five minutes for as long as the server runs
            "log_checkpoints=off");

    /** The setting takes neither {@code T} with {@code Z} nor the name of a zone. */
    private static final DateTimeFormatter POSTGRES_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS'+00'").withZone(ZoneOffset.UTC);

    private static final String RECOVERY = "recovery.signal";
    private static final String OWN_SETTINGS = "postgresql.auto.conf";

    /** Where the server notes its port in its file, by the comment in PostgreSQL's {@code pidfile.h}. */
    private static final int PORT_LINE = 3;

    /** A log that is larger at a start is put aside, and the one that was put aside before is deleted. */
    private static final long LARGEST_LOG = 10L * 1024 * 1024;

    private final Path folder;
    private final Path data;
    private final Path log;
    private final Secret password;
    private final int port;

    PostgresServer(Path folder, Secret password, int port) {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.log = folder.resolve("postgresql.log");
        this.password = password;
        this.port = port;
    }

    /**
     * Starts the server on its data, which are made if there are none, and returns when it can serve. A server that an earlier process left
     * behind on the same data is stopped first.
     *
     * @throws IOException if it does not start; the log says why
     */
    void start() throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.notExists(log)) {
            Files.createFile(log, OwnerOnly.file());
        }
        PostgresPrograms programs = PostgresPrograms.in(folder);
        stop(programs);
        if (Files.notExists(data.resolve("postgresql.conf"))) {
            make(programs);
        }
        closeToOthers(programs);
        List<String> options = new ArrayList<>(List.of("-p", Integer.toString(port)));
        SETTINGS.forEach(setting -> options.addAll(List.of("-c", setting)));
        // pg_ctl makes the server the leader of a session of its own, so that Ctrl-C in a terminal does not reach it
        // before us
        control(programs, STARTUP, "-o", String.join(" ", options), "start");
    }

    /** The folder with the data. */
    Path data() {
        return data;
    }

    /**
     * Starts the server on data that were copied while another server used them, and returns when it has recovered them and can serve. It
     * begins a timeline of its own.
     *
     * @param until the time up to which what was done is done again; null for everything that is there
     * @throws IOException if it does not start; if the log ends before that time, with words that say so
     */
    void recover(@Nullable Instant until) throws IOException {
        Path settings = data.resolve(OWN_SETTINGS);
        String before = Files.exists(settings) ? Files.readString(settings) : "";
        // everything that there is was put where the server finds it, so there is nothing to fetch
        String recovery = before + "restore_command = 'false'\nrecovery_target_action = 'promote'\n"
                + (until == null ? "" : "recovery_target_time = '" + POSTGRES_TIME.format(until) + "'\n");
        Files.writeString(settings, recovery);
        Files.writeString(data.resolve(RECOVERY), "");
        long logged = Files.exists(log) ? Files.size(log) : 0;
        try {
            start();
            awaitPromotion();
        } catch (IOException failed) {
            if (Files.readString(log)
                    .substring((int) logged)
                    .contains("before configured recovery target was reached")) {
                throw new IOException(
                        "What was archived ends before " + until + ". Leave the time out to restore all of it.",
                        failed);
            }
            throw failed;
        }
        Files.writeString(settings, before);
    }

    /** Before its end a recovery already answers, but takes no changes. */
    private void awaitPromotion() throws IOException {
        long end = System.nanoTime() + STARTUP.toNanos();
        try {
            while (isRecovering()) {
                if (!runs() || System.nanoTime() > end) {
                    throw new IOException("The recovery did not come to its end. The end of " + log + " says why.");
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("Stopped while PostgreSQL recovers", stopped);
        }
    }

    private boolean isRecovering() throws IOException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, password.value());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            row.next();
            return row.getBoolean(1);
        } catch (SQLException failed) {
            throw new IOException("The recovered PostgreSQL does not answer: " + failed.getMessage(), failed);
        }
    }

    /** The port at which a server on these data listens. */
    int runningPort() throws IOException {
        return Integer.parseInt(Files.readAllLines(data.resolve("postmaster.pid"), StandardCharsets.UTF_8)
                .get(PORT_LINE)
                .strip());
    }

    /** The log file of the server. */
    Path log() {
        return log;
    }

    /** Whether a server runs on these data. */
    boolean runs() throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return false;
        }
        List<String> lines = Files.readAllLines(pidFile, StandardCharsets.UTF_8);
        return !lines.isEmpty()
                && lines.getFirst().strip().matches("\\d{1,10}")
                && ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                        .filter(this::servesThese)
                        .isPresent();
    }

    /**
     * Stops the server, if one runs on these data, and waits until they are closed.
     *
     * @throws IOException if it does not stop
     */
    void stop() throws IOException {
        stop(PostgresPrograms.in(folder));
    }

    private void stop(PostgresPrograms programs) throws IOException {
        if (runs()) {
            control(programs, STOPPING, "-m", "fast", "stop");
        }
    }

    /** Makes the data in another folder first, so that the data folder is complete or does not exist. */
    private void make(PostgresPrograms programs) throws IOException {
        Path aside = folder.resolve("data.new");
        Folders.delete(aside);
        run(
                command(
                        programs,
                        "initdb",
                        "-D",
                        aside.toString(),
                        "-U",
                        USER,
                        "-A",
                        "scram-sha-256",
                        "--pwfile",
                        password.file().toString(),
                        "-E",
                        "UTF8",
                        // the same messages and order on every machine
                        "--locale",
                        "C.UTF-8"),
                MAKING,
                null);
        Files.writeString(aside.resolve("pg_hba.conf"), ACCESS);
        Files.move(aside, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Makes the server ask for the password. Servers of earlier versions trusted everybody on this machine until they had a password, and a
     * killed process could leave them so.
     */
    private void closeToOthers(PostgresPrograms programs) throws IOException {
        Path access = data.resolve("pg_hba.conf");
        if (Files.readString(access).equals(ACCESS)) {
            return;
        }
        // in this mode nobody else can connect
        run(
                command(programs, "postgres", "--single", "-D", data.toString(), "postgres"),
                STARTUP,
                "ALTER ROLE " + USER + " PASSWORD '" + password.value() + "'\n");
        Files.writeString(access, ACCESS);
    }

    private void control(PostgresPrograms programs, Duration patience, String... arguments) throws IOException {
        List<String> command =
                command(programs, "pg_ctl", "-D", data.toString(), "-w", "-t", Long.toString(patience.toSeconds()));
        command.addAll(List.of(arguments));
        run(command, patience.plus(GRACE), null);
    }

    private static List<String> command(PostgresPrograms programs, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (OwnerOnly.userId() == 0) {
            // PostgreSQL refuses to run as root; in a user namespace of its own it runs as nobody, and the files are
            // still its own
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.program(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private void run(List<String> command, Duration patience, @Nullable String input) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        try (OutputStream typed = process.getOutputStream()) {
            if (input != null) {
                typed.write(input.getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroy();
                throw failed(command, "did not end within " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException stopped) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("Stopped while waiting for PostgreSQL", stopped);
        }
        if (process.exitValue() != 0) {
            throw failed(command, "ended with " + process.exitValue());
        }
    }

    private IOException failed(List<String> command, String how) {
        return new IOException(String.join(" ", command) + " " + how + ". The end of " + log + " says why.");
    }

    /**
     * Whether the process is the server of these data. The process number that the server noted is not enough, because numbers are reused.
     */
    private boolean servesThese(ProcessHandle process) {
        // a process that has ended, and whose end nobody has waited for yet, has no command any more
        return process.info().command().orElse("").endsWith("postgres")
                && process.info().arguments().map(List::of).orElse(List.of()).contains(data.toString());
    }
}
