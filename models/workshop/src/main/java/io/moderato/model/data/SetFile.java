package io.moderato.model.data;

import io.moderato.decision.Category;
import io.moderato.model.ModelException;
import io.moderato.model.data.LabelledText.Label;
import io.moderato.model.data.LabelledText.Labels;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A labelled set on disk: gzipped JSON lines, which are read one after the other. */
public final class SetFile {
    /** The ending of the names of such files. */
    public static final String ENDING = ".jsonl.gz";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The most characters of a row. A longer row, such as a whole mailbox, is a mistake. */
    private static final int LONGEST_LINE = 8_000_000;

    /**
     * A row that was understood.
     *
     * @param split the part of the set that the row says it belongs to
     * @param source the source that the row names
     * @param licence the licence that the row names
     * @param labels the labels that the label mapping makes of the row; empty if the set has no mapping
     */
    public record Row(
            String text,
            String split,
            @Nullable String source,
            @Nullable String licence,
            Map<Category, Label> labels) {}

    /** Receives a row and answers whether to go on. */
    interface RowReader {
        boolean read(long number, JsonNode row);
    }

    private SetFile() {}

    /**
     * Passes on every row of a set, in all splits.
     *
     * @throws ModelException if a row is not JSON, has no text or split, or has labels of an unknown form, or if the file breaks off; the
     *     message names file and line
     */
    public static void rows(Path file, Consumer<Row> rows) {
        Optional<BiConsumer<JsonNode, Labels>> mapping = LabelMapping.of(name(file));
        lines(file, (number, row) -> {
            Labels labels = new Labels();
            mapping.ifPresent(meaning -> meaning.accept(row.path("labels"), labels));
            rows.accept(new Row(
                    required(row, "text"),
                    required(row, "split"),
                    optional(row, "source"),
                    optional(row, "licence"),
                    labels.map()));
            return true;
        });
    }

    /** The name of a set: the name of its file without the ending. */
    static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, Math.max(0, name.length() - ENDING.length()));
    }

    static void lines(Path file, RowReader rows) {
        long number = 0;
        try (Reader reader = new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8)) {
            LineReader lines = new LineReader(reader, LONGEST_LINE);
            while (true) {
                number++;
                String line = lines.next();
                if (line == null) {
                    return;
                }
                JsonNode row = JSON.readTree(line);
                if (!row.isObject()) {
                    throw new IllegalArgumentException("is not a JSON object");
                }
                if (!rows.read(number, row)) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new ModelException(file, "line %d cannot be read: %s".formatted(number, e.getMessage()), e);
        } catch (JacksonException e) {
            throw new ModelException(file, "line %d is not JSON: %s".formatted(number, e.getOriginalMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new ModelException(file, "line %d: %s".formatted(number, e.getMessage()), e);
        }
    }

    private static String required(JsonNode row, String key) {
        JsonNode value = row.path(key);
        if (!value.isString()) {
            throw new IllegalArgumentException("has no " + key);
        }
        return value.asString();
    }

    private static @Nullable String optional(JsonNode row, String key) {
        JsonNode value = row.path(key);
        return value.isString() ? value.asString() : null;
    }
}
