package io.moderato.backup;

import io.moderato.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the data folder of a platform from a backup. */
public final class Restore {
    private static final String DATABASE = "moderato";

    private Restore() {}

    /**
     * What was restored.
     *
     * @param lastChange when the last thing was done that is restored, if PostgreSQL knows
     * @param undecided  contents that were taken and not decided; they are decided after the next start
     */
    public record Restored(Optional<Instant> lastChange, int undecided) {}

    /**
     * Unpacks the backup, does again what the archived log has, and makes undecided contents due to be sent to a Kafka that knows nothing.
     *
     * @param data  a folder without data
     * @param until the time up to which; null for as much as there is
     * @throws BackupException if that cannot be done, with words
     */
    public static Restored run(Backups backups, Backup backup, Path data, @Nullable Instant until) {
        try {
            BackupFile.read(backup.file(), data.toAbsolutePath().normalize());
            try (EmbeddedDatabase database = EmbeddedDatabase.recover(
                    data.resolve("postgres"), backups.existingLog().orElse(null), backup.from(), until)) {
                return afterwards(database);
            }
        } catch (IOException | SQLException failed) {
            throw new BackupException("The backup could not be restored: " + failed.getMessage(), failed);
        }
    }

    private static Restored afterwards(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl(DATABASE), database.owner(), database.ownerPassword());
                Statement statement = connection.createStatement()) {
            Optional<Instant> last;
            try (ResultSet row = statement.executeQuery("SELECT pg_last_xact_replay_timestamp()")) {
                row.next();
                last = Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant);
            }
            int undecided = statement.executeUpdate(
                    "UPDATE content SET sent_at = NULL, resend_at = now() WHERE status = 'QUEUED'");
            return new Restored(last, undecided);
        }
    }

    /** Whether there are data of a platform in that folder already. */
    public static boolean isTaken(Path data) {
        return Files.exists(data.resolve("postgres"));
    }
}
