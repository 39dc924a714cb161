package io.moderato.deployment.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.deployment.OwnPostgres;
import io.moderato.deployment.kubernetes.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL of one's own is copied, lost, and comes back as it was at a moment. */
class BackupScriptsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    static Path folder;

    private static Path backups;
    private static OwnPostgres postgres;

    @BeforeAll
    static void startWithTheSchemaOfTheProgram() throws Exception {
        backups = folder.resolve("backups");
        Files.createDirectories(backups.resolve("wal"));
        postgres = OwnPostgres.make(folder.resolve("data"), backups.resolve("wal"));
        beginLife(postgres, 1);
        postgres.sql("moderato", "INSERT INTO community (id, name) VALUES ('forum', 'Forum')");
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void bringBackAMoment() throws Exception {
        OwnPostgres.run("backup", postgres.address(), "--to", backups).orFail();
        // a backup has whole seconds in its name
        String ended =
                files(backups, ".tar.gz").getFirst().getFileName().toString().split("-")[1];
        await().atMost(PATIENCE)
                .until(() -> Instant.now()
                        .isAfter(Instant.from(DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX")
                                .parse(ended))));
        content("before");
        Instant moment = afterNow();
        content("after");
        awaitArchived();

        Path restored = folder.resolve("restored");
        String said = OwnPostgres.run("restore", Map.of(), "--from", backups, "--data", restored, "--until", moment)
                .orFail();

        assertThat(said)
                .contains(
                        "Undecided       1 contents",
                        "410",
                        "webhook-id",
                        "erased again",
                        "Kafka",
                        "Make a backup at once");
        try (OwnPostgres again = OwnPostgres.start(restored)) {
            assertThat(again.sql("moderato", "SELECT external_id, sent_at IS NULL, resend_at <= now() FROM content"))
                    .isEqualTo("before|t|t");
            beginLife(again, 2);
        }
        assertThat(postgres.sql("moderato", "SELECT string_agg(external_id, ' ' ORDER BY submitted_at) FROM content"))
                .as("what is not lost is left alone")
                .isEqualTo("before after");

        Path whole = folder.resolve("whole");
        OwnPostgres.run("restore", Map.of(), "--from", backups, "--data", whole).orFail();
        try (OwnPostgres again = OwnPostgres.start(whole)) {
            assertThat(again.sql("moderato", "SELECT count(*) FROM content")).isEqualTo("2");
        }
        refuseWhatCannotBeRestored(whole, moment);
        dumpAndLoad();
        keepOne();
    }

    private static void refuseWhatCannotBeRestored(Path whole, Instant moment) throws IOException {
        Path fresh = folder.resolve("fresh");
        assertThat(refused("restore", Map.of(), "--from", backups, "--data", whole))
                .contains("There is something in " + whole, "--data");
        assertThat(refused("restore", Map.of(), "--from", folder.resolve("nowhere"), "--data", fresh))
                .contains("There is no folder");
        assertThat(refused("restore", Map.of(), "--from", whole, "--data", fresh))
                .contains("There is no backup in " + whole);
        assertThat(refused("restore", Map.of(), "--from", backups, "--data", fresh, "--until", "2020-01-01T00:00:00Z"))
                .contains("The oldest backup in " + backups + " is from", "Nothing before it");
        assertThat(refused("restore", Map.of(), "--from", backups, "--data", fresh, "--until", "yesterday"))
                .contains("--until is a time like");
        assertThat(refused(
                        "restore",
                        Map.of(),
                        "--from",
                        backups,
                        "--data",
                        fresh,
                        "--until",
                        moment.plus(1, ChronoUnit.DAYS)))
                .contains("The archived log ends before", "Leave --until out");
        Path cut = Files.createDirectories(folder.resolve("cut"));
        Path backup = files(backups, ".tar.gz").getFirst();
        byte[] bytes = Files.readAllBytes(backup);
        Files.write(cut.resolve(backup.getFileName()), Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(refused("restore", Map.of(), "--from", cut, "--data", fresh)).contains("is not whole");
        assertThat(refused("backup", Map.of("PGHOST", "127.0.0.1", "PGPORT", "1"), "--to", backups))
                .contains("PostgreSQL does not answer", "PGHOST");
        assertThat(refused("backup", postgres.address(), "--to", backups, "--keep", "0"))
                .contains("--keep");
        Path bare = Files.createDirectories(folder.resolve("bare"));
        for (String program : List.of("bash", "dirname")) {
            Files.createSymbolicLink(bare.resolve(program), Path.of("/usr/bin", program));
        }
        assertThat(Tools.run(
                                Tools.root().resolve("deployment/scripts/backup"),
                                Map.of("PATH", bare.toString()),
                                "--to",
                                backups)
                        .errors())
                .contains("psql is missing", "postgresql-client");
        assertThat(fresh).doesNotExist();
        assertThat(folder.resolve("fresh.restoring"))
                .as("nothing is left behind")
                .doesNotExist();
    }

    private static void dumpAndLoad() {
        Path dump = folder.resolve("moderato.dump");
        OwnPostgres.run("dump", postgres.address(), "--to", dump).orFail();
        assertThat(refused("dump", postgres.address(), "--to", dump)).contains("is there already");
        assertThat(refused("dump", with("PGDATABASE", "postgres"), "--to", folder.resolve("other.dump")))
                .contains("is not Moderato's");

        String said = OwnPostgres.run("load", postgres.address(), "--from", dump, "--database", "loaded")
                .orFail();

        assertThat(said).contains("Undecided       2 contents", "MODERATO_DB_URL");
        assertThat(postgres.sql("loaded", "SELECT count(*) FROM content WHERE sent_at IS NULL"))
                .isEqualTo("2");
        assertThat(postgres.sql("loaded", "moderato", "DELETE FROM decision").errors())
                .as("rights are as before")
                .contains("permission denied");
        assertThat(refused("load", postgres.address(), "--from", dump, "--database", "loaded"))
                .contains("There is a database loaded already");
        assertThat(refused("load", postgres.address(), "--from", backups, "--database", "other"))
                .contains("is not a whole file of pg_dump");
    }

    private static void keepOne() throws IOException {
        String first = files(backups, ".tar.gz").getFirst().getFileName().toString();
        String said = OwnPostgres.run("backup", postgres.address(), "--to", backups, "--keep", "1")
                .orFail();

        assertThat(said).contains("Deleted: " + backups.resolve(first));
        List<Path> kept = files(backups, ".tar.gz");
        assertThat(kept).hasSize(1);
        String from = kept.getFirst().getFileName().toString().split("-")[2];
        assertThat(files(backups.resolve("wal"), ".gz"))
                .as("the log that only the deleted one needed is gone")
                .allMatch(file -> file.getFileName().toString().compareTo(from) >= 0);
    }

    @Test
    void archiveASegmentOnceAndForAll(@TempDir Path place) throws IOException {
        Path script = Tools.root().resolve("deployment/scripts/archive-wal");
        Path segment = Files.writeString(place.resolve("segment"), "what was done");
        Path target = place.resolve("000000010000000000000001");
        // a copy that a crash cut off
        Files.writeString(place.resolve("000000010000000000000001.gz.part"), "wh");

        Tools.run(script, Map.of(), segment, target).orFail();
        Tools.run(script, Map.of(), segment, target).orFail();

        assertThat(files(place, ".part")).isEmpty();
        assertThat(Tools.run(Path.of("gzip"), Map.of(), "-dc", target + ".gz").orFail())
                .isEqualTo("what was done");
        Files.writeString(segment, "what another server did");
        Tools.Answer other = Tools.run(script, Map.of(), segment, target);
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.errors()).contains("another content");
        assertThat(Tools.run(script, Map.of(), segment, place.resolve("nowhere/1"))
                        .errors())
                .contains("There is no folder");
    }

    /** Runs the API on it until the life of the database is noted. */
    private static void beginLife(OwnPostgres server, int number) throws IOException {
        Path log = folder.resolve("api-" + number + ".log");
        Process api = server.api(Map.of(), log);
        try {
            await().atMost(PATIENCE).until(() -> {
                assertThat(api.isAlive()).as(() -> read(log)).isTrue();
                Tools.Answer lives = server.sql("moderato", "postgres", "SELECT max(number) FROM database_life");
                return lives.status() == 0 && lives.output().strip().equals(Integer.toString(number));
            });
        } finally {
            api.destroyForcibly().onExit().join();
        }
    }

    private static void content(String externalId) {
        postgres.sql(
                "moderato",
                "INSERT INTO content (id, revision, community_id, external_id, author_id, type, text, status, sent_at, resend_at) VALUES (gen_random_uuid(), 1, 'forum', '"
                        + externalId + "', 'ada', 'comment', 'Hello', 'QUEUED', now(), now() + interval '1 hour')");
    }

    /** A time by the server's clock, after everything until now and before everything from now on. */
    private static Instant afterNow() {
        return Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(postgres.sql(
                "moderato",
                "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")));
    }

    private static void awaitArchived() {
        String segment = postgres.sql("moderato", "SELECT pg_walfile_name(pg_switch_wal())");
        await().atMost(PATIENCE).until(() -> Files.exists(backups.resolve("wal").resolve(segment + ".gz")));
    }

    private static String refused(String script, Map<String, String> environment, Object... arguments) {
        Tools.Answer answer = OwnPostgres.run(script, environment, arguments);
        assertThat(answer.status()).as(answer.output()).isEqualTo(1);
        return answer.errors();
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(postgres.address());
        environment.put(name, value);
        return environment;
    }

    private static List<Path> files(Path in, String end) throws IOException {
        try (Stream<Path> all = Files.list(in)) {
            return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
