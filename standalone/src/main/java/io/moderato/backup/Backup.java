package io.moderato.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A backup of a platform: a file whose name says what it is.
 *
 * @param file  a tar archive, compressed with gzip
 * @param ended when the copy was complete; it is the earliest time to which it can be brought
 * @param from  the first segment of the database's log that it needs
 */
public record Backup(Path file, Instant ended, String from) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("moderato-(\\d{8}T\\d{6}Z)-([0-9A-F]{24})\\.tar\\.gz");

    /** The backup of that name; empty if it is another file. */
    static Optional<Backup> of(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches()
                ? Optional.of(new Backup(file, TIME.parse(name.group(1), Instant::from), name.group(2)))
                : Optional.empty();
    }

    /** The name of a backup that ended at that time. */
    static String name(Instant ended, String from) {
        // rounded up, so that nobody asks for a time at which it was not complete
        return "moderato-" + TIME.format(ended.plusMillis(999)) + "-" + from + ".tar.gz";
    }
}
