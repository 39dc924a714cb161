package io.moderato.model.data;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Reads lines that end with a line feed. A line that is longer than the limit is refused, so that no file fills the memory. */
final class LineReader {
    private static final int BUFFER = 1 << 15;

    private final Reader reader;
    private final int longest;
    private final char[] buffer = new char[BUFFER];
    private int next;
    private int end;

    LineReader(Reader reader, int longest) {
        this.reader = reader;
        this.longest = longest;
    }

    /** The next line without its end, or null after the last. */
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        boolean any = false;
        while (true) {
            if (next == end) {
                end = Math.max(0, reader.read(buffer));
                next = 0;
                if (end == 0) {
                    return any ? line.toString() : null;
                }
            }
            any = true;
            int start = next;
            while (next < end && buffer[next] != '\n') {
                next++;
            }
            line.append(buffer, start, next - start);
            if (line.length() > longest) {
                throw new IOException("longer than %,d characters".formatted(longest));
            }
            if (next < end) {
                next++;
                int length = line.length();
                if (length > 0 && line.charAt(length - 1) == '\r') {
                    line.setLength(length - 1);
                }
                return line.toString();
            }
        }
    }
}
