package io.moderato.batch.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.archive.store.DatabaseLogin;
import io.moderato.batch.BatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A database is named without its login, which everybody on a machine could read from the command line. */
class DatabaseOptionsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "postgresql://db.example.org:5432/moderato,jdbc:postgresql://db.example.org:5432/moderato",
        "postgres://db/moderato?sslmode=verify-full,jdbc:postgresql://db/moderato?sslmode=verify-full",
        "jdbc:postgresql://db/moderato,jdbc:postgresql://db/moderato"
    })
    void takesAUrlWithoutALogin(String given, String url) {
        DatabaseLogin login = options("--database", given).login();

        assertThat(login.url()).isEqualTo(url);
        assertThat(login.user()).isEqualTo("moderato");
        assertThat(login.database()).isEqualTo("moderato");
        assertThat(login.toString()).doesNotContain("password");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://me:secret@db/moderato",
        "postgresql://me@db/moderato",
        "postgresql://db/moderato?user=me&password=secret",
        "jdbc:postgresql://db/moderato?sslpassword=secret"
    })
    void refusesALoginOnTheCommandLineWithoutRepeatingIt(String given) {
        assertThatThrownBy(() -> options("--database", given).login())
                .isInstanceOf(BatchException.class)
                .hasMessageContaining("MODERATO_DB_PASSWORD")
                .hasMessageNotContaining("secret");
    }

    @Test
    void findsARunningPlatformByItsFolder() throws IOException {
        Path postgres = Files.createDirectories(folder.resolve("postgres/data")).getParent();
        assertThatThrownBy(() -> options("--database", folder.toString()).login())
                .hasMessageContaining("No platform runs on the data in");
        Files.writeString(postgres.resolve("service-password"), "words\n");
        Files.writeString(postgres.resolve("data/postmaster.pid"), "17\n/data\n1700000000\n15432\n/tmp\n");

        DatabaseLogin login = options("--database", folder.toString()).login();

        assertThat(login.url()).isEqualTo("jdbc:postgresql://127.0.0.1:15432/moderato");
        assertThat(login.password()).isEqualTo("words");
    }

    @Test
    void saysWhatIsNeitherADayNorACommunity() {
        assertThat(options("--since", "2026-01-31", "--until", "2026-02-01T08:00:00Z")
                        .period()
                        .since())
                .isEqualTo(Instant.parse("2026-01-31T00:00:00Z"));
        assertThatThrownBy(() -> options("--since", "yesterday").period())
                .hasMessage("--since yesterday is neither a day like 2026-01-31 nor a time like 2026-01-31T08:00:00Z.");
        assertThatThrownBy(() -> options("--community", "No Such!").community()).hasMessageContaining("--community ID");
        assertThatThrownBy(() -> options("--database", "mysql://db/x").login())
                .hasMessageContaining("neither postgresql://HOST:PORT/NAME nor the data folder");
    }

    private static DatabaseOptions options(String... arguments) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(arguments);
        return holder.options;
    }

    @Command
    private static final class Holder {
        @Mixin
        private DatabaseOptions options = new DatabaseOptions();
    }
}
