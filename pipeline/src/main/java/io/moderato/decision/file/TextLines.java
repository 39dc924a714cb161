package io.moderato.decision.file;

import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a file of texts, one after the other. A broken line is reported with its number. */
final class TextLines implements AutoCloseable {
    private static final int MAX_LINE = 8_000_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final BufferedReader reader;
    private long number;

    private TextLines(Path file, BufferedReader reader) {
        this.file = file;
        this.reader = reader;
    }

    static TextLines open(Path file) throws IOException {
        return new TextLines(file, Files.newBufferedReader(file, StandardCharsets.UTF_8));
    }

    /**
     * The next line that is not blank, or null at the end.
     *
     * @throws ProblemException if the line does not hold an id and a text; the message names file and line
     */
    @Nullable
    TextLine next() throws IOException {
        for (String line = readLine(); line != null; line = readLine()) {
            if (!line.isBlank()) {
                return parse(line);
            }
        }
        return null;
    }

    private TextLine parse(String line) {
        try {
            return TextLine.of(line, "id", "text");
        } catch (LineFault fault) {
            throw new ProblemException(
                    ProblemKey.UNREADABLE_REQUEST, at() + " " + fault.getMessage() + ".", null, fault);
        }
    }

    private @Nullable String readLine() throws IOException {
        number++;
        StringBuilder line = new StringBuilder();
        try {
            int read = reader.read();
            if (read < 0) {
                return null;
            }
            for (; read >= 0 && read != '\n'; read = reader.read()) {
                if (line.length() == MAX_LINE) {
                    throw new ProblemException(
                            ProblemKey.TOO_LARGE, at() + " is longer than " + MAX_LINE + " characters.");
                }
                if (!(number == 1 && line.isEmpty() && read == BYTE_ORDER_MARK)) {
                    line.append((char) read);
                }
            }
        } catch (CharacterCodingException wrong) {
            // the decoder reads ahead, so the fault may lie a few lines further
            throw new ProblemException(
                    ProblemKey.UNREADABLE_REQUEST, at() + " or a line soon after it is not UTF-8.", null, wrong);
        }
        return line.toString();
    }

    private String at() {
        return file + ", line " + number;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
