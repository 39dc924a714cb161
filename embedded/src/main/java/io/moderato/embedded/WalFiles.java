package io.moderato.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a write-ahead log. Names of the same timeline sort in the order of the log. */
final class WalFiles {
    static final int TIMELINE = 8;

    private static final Pattern SEGMENT = Pattern.compile("[0-9A-F]{24}");
    private static final Pattern HISTORY = Pattern.compile("[0-9A-F]{8}\\.history");

    private WalFiles() {}

    /** The segments of one timeline in that folder, from the first to the last one, in order. */
    static List<Path> segments(Path folder, String first, String last) throws IOException {
        return named(folder, SEGMENT).stream()
                .filter(file -> sameTimeline(name(file), first))
                .filter(file -> name(file).compareTo(first) >= 0 && name(file).compareTo(last) <= 0)
                .toList();
    }

    /** What says where timelines left one another. */
    static List<Path> histories(Path folder) throws IOException {
        return named(folder, HISTORY);
    }

    private static boolean sameTimeline(String segment, String other) {
        return segment.regionMatches(0, other, 0, TIMELINE);
    }

    static String name(Path file) {
        return file.getFileName().toString();
    }

    private static List<Path> named(Path folder, Pattern pattern) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> pattern.matcher(name(file)).matches())
                    .sorted()
                    .toList();
        }
    }
}
