package io.moderato.batch.command;

import io.moderato.archive.store.DatabaseLogin;
import io.moderato.batch.BatchException;
import io.moderato.batch.input.PlatformSource;
import io.moderato.community.CommunityId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database, and which part of it. */
final class DatabaseOptions {
    private static final Pattern WITH_LOGIN = Pattern.compile("//[^/?]*@|[?&](user|password|ssl\\w*password)=");
    private static final Pattern COMMUNITY = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    /** The role with which the services of {@code ./moderato run} work. */
    private static final String OWN_ROLE = "moderato";
    /** The line of the port in PostgreSQL's file about its process. */
    private static final int PORT_LINE = 3;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = {
                "postgresql://HOST:PORT/NAME, with the login in MODERATO_DB_USER and MODERATO_DB_PASSWORD,",
                "or the data folder of a platform that ./moderato run runs on this machine"
            })
    private @Nullable String database;

    @Option(
            names = "--community",
            description = "The community whose contents are read from the database of a platform")
    private @Nullable String community;

    @Option(names = "--since", description = "Contents submitted from that day or time on, such as 2026-01-31 (UTC)")
    private @Nullable String since;

    @Option(names = "--until", description = "Contents submitted before that day or time")
    private @Nullable String until;

    boolean isGiven() {
        return database != null;
    }

    /**
     * Refuses to begin without a database.
     *
     * @throws BatchException if none is named
     */
    void require() {
        if (!isGiven()) {
            throw new BatchException("Say where the platform's database is: --database URL, with --community ID.");
        }
    }

    /**
     * How to log in there.
     *
     * @throws BatchException if it is not said
     */
    DatabaseLogin login() {
        String given = Objects.requireNonNull(database);
        if (!given.contains("://") && Files.isDirectory(Path.of(given))) {
            return ofRunningPlatform(Path.of(given));
        }
        if (WITH_LOGIN.matcher(given).find()) {
            throw new BatchException(
                    "A login on the command line can be read by everybody on this machine. Give it by MODERATO_DB_USER and MODERATO_DB_PASSWORD, and leave it out of --database.");
        }
        if (!given.matches("(jdbc:)?postgres(ql)?://.+")) {
            throw new BatchException(
                    "--database %s is neither postgresql://HOST:PORT/NAME nor the data folder of a platform."
                            .formatted(given));
        }
        String url = "jdbc:postgresql://" + given.replaceFirst("^(jdbc:)?postgres(ql)?://", "");
        return new DatabaseLogin(url, env("MODERATO_DB_USER", "moderato"), env("MODERATO_DB_PASSWORD", ""));
    }

    /**
     * The community.
     *
     * @throws BatchException if none is named
     */
    CommunityId community() {
        if (community == null || !COMMUNITY.matcher(community).matches()) {
            throw new BatchException(
                    "Say whose contents: --community ID, as the console names it; or --table for a table of yours.");
        }
        return new CommunityId(community);
    }

    /** When contents were submitted. */
    PlatformSource.Period period() {
        return new PlatformSource.Period(time("--since", since), time("--until", until));
    }

    private static DatabaseLogin ofRunningPlatform(Path data) {
        Path postgres = data.resolve("postgres");
        try {
            List<String> process = Files.readAllLines(postgres.resolve("data/postmaster.pid"));
            String password =
                    Files.readString(postgres.resolve("service-password")).strip();
            return new DatabaseLogin(
                    "jdbc:postgresql://127.0.0.1:%s/moderato"
                            .formatted(process.get(PORT_LINE).strip()),
                    OWN_ROLE,
                    password);
        } catch (IOException | IndexOutOfBoundsException notThere) {
            throw new BatchException(
                    "No platform runs on the data in %s. Start it by ./moderato run --data %s, or give --database a URL."
                            .formatted(data, data),
                    notThere);
        }
    }

    private static @Nullable Instant time(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException wrong) {
            throw new BatchException(
                    "%s %s is neither a day like 2026-01-31 nor a time like 2026-01-31T08:00:00Z."
                            .formatted(option, text),
                    wrong);
        }
    }

    private static String env(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null ? otherwise : value;
    }
}
