package io.moderato.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A migration that somebody's database has been through is never edited: a start on that database would refuse it. Whoever adds a migration
 * adds its line to {@code released-migrations.sha256} ({@code sha256sum V*.sql}) once it is on main.
 */
class ReleasedMigrationsTest {
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path RELEASED = Path.of("src/test/resources/io/moderato/database/released-migrations.sha256");

    @Test
    void areAsTheyWere() throws IOException, NoSuchAlgorithmException {
        Map<String, String> released = new TreeMap<>();
        for (String line : Files.readAllLines(RELEASED)) {
            List<String> parts = List.of(line.split(" +"));
            released.put(parts.get(1), parts.get(0));
        }
        Map<String, String> now = new TreeMap<>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.toList()) {
                now.put(
                        file.getFileName().toString(),
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
            }
        }
        assertThat(released).hasSizeGreaterThanOrEqualTo(22);
        assertThat(now).containsAllEntriesOf(released);
    }
}
