package io.moderato.comparison;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads files with a JSON value in each line. */
final class JsonLines {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonLines() {}

    /** Takes what stands in a line. */
    interface Taker {
        /**
         * Takes the value of a line.
         *
         * @param number the line's number, from 1
         */
        void take(JsonNode value, int number);
    }

    /**
     * Gives each value to the taker, in their order; blank lines are passed over and counted.
     *
     * @throws ComparisonFailure if the file cannot be read, or if a line is not JSON, naming it
     */
    static void read(Path file, Taker taker) {
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    taker.take(JSON.readTree(line), number);
                }
            }
        } catch (JacksonException notJson) {
            throw new ComparisonFailure("Line %,d of %s is not JSON.".formatted(number, file), notJson);
        } catch (IOException unreadable) {
            throw ComparisonFailure.unreadable(file, unreadable);
        }
    }
}
