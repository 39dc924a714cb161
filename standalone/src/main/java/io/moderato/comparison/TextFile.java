package io.moderato.comparison;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads texts from JSON lines, a CSV file with a head, or plain lines; by the ending of the file's name. */
final class TextFile {
    /** A sample is enough for a comparison, and every text costs a call. */
    static final int MOST_TEXTS = 100_000;

    private static final List<String> COLUMNS = List.of("text", "comment_text", "comment", "body", "content");

    private TextFile() {}

    /**
     * The texts, each once, in their order.
     *
     * @throws ComparisonFailure if the file cannot be read, naming the line, or has no text, or too many
     */
    static List<String> read(Path file) {
        Set<String> texts = new LinkedHashSet<>();
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            JsonLines.read(file, (row, number) -> add(texts, text(file, number, row)));
        } else {
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                if (name.endsWith(".csv")) {
                    csv(file, new CsvReader(lines), texts);
                } else {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        add(texts, line);
                    }
                }
            } catch (IOException unreadable) {
                throw ComparisonFailure.unreadable(file, unreadable);
            }
        }
        if (texts.isEmpty()) {
            throw new ComparisonFailure(file + " has no text.");
        }
        return List.copyOf(texts);
    }

    private static void csv(Path file, CsvReader rows, Set<String> texts) throws IOException {
        List<String> head = rows.next();
        List<String> names = new ArrayList<>();
        for (String name : head) {
            names.add(name.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT));
        }
        int column = COLUMNS.stream()
                .mapToInt(names::indexOf)
                .filter(place -> place >= 0)
                .findFirst()
                .orElseThrow(() -> new ComparisonFailure(
                        "%s needs a head with a column called %s.".formatted(file, String.join(" or ", COLUMNS))));
        for (List<String> row = rows.next(); !row.isEmpty(); row = rows.next()) {
            if (column < row.size()) {
                add(texts, row.get(column));
            }
        }
    }

    private static String text(Path file, int number, JsonNode row) {
        JsonNode text = row.path("text");
        if (text.isString()) {
            return text.stringValue();
        }
        throw new ComparisonFailure("Line %,d of %s has no field \"text\".".formatted(number, file));
    }

    private static void add(Set<String> texts, String text) {
        if (!text.isBlank()) {
            texts.add(text);
        }
        if (texts.size() > MOST_TEXTS) {
            throw new ComparisonFailure("The file has more than %,d texts. Take a sample: some thousands tell as much."
                    .formatted(MOST_TEXTS));
        }
    }
}
