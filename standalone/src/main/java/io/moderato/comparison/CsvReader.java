package io.moderato.comparison;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Reads rows of comma-separated values as RFC 4180 has them: fields in quotes may hold commas, line ends and doubled quotes. */
final class CsvReader {
    private static final int END = -1;
    private static final int LONGEST_FIELD = 1_000_000;

    private final Reader in;

    CsvReader(Reader in) {
        this.in = in;
    }

    /**
     * The next row that has anything; empty at the end of the file.
     *
     * @throws ComparisonFailure if a field is longer than a text can be, as after a quote that is never closed
     */
    List<String> next() throws IOException {
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean closed = false;
        for (int c = in.read(); c != END; c = in.read()) {
            if (field.length() > LONGEST_FIELD) {
                throw new ComparisonFailure(
                        "A field of the CSV file is longer than any text, or its quote is never closed.");
            }
            if (quoted) {
                quoted = c != '"';
                closed = !quoted;
                if (quoted) {
                    field.append((char) c);
                }
                continue;
            }
            if (c == '"') {
                // right after one that closed the field, it is a quote in the field
                if (closed) {
                    field.append('"');
                }
                quoted = true;
            } else if (c == ',') {
                row.add(field.toString());
                field.setLength(0);
            } else if (c == '\n') {
                if (!row.isEmpty() || !field.isEmpty()) {
                    row.add(field.toString());
                    return row;
                }
            } else if (c != '\r') {
                field.append((char) c);
            }
            closed = false;
        }
        if (!row.isEmpty() || !field.isEmpty()) {
            row.add(field.toString());
        }
        return row;
    }
}
