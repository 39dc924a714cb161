package io.moderato.batch.job;

import io.moderato.batch.output.Counts;
import io.moderato.batch.output.Part;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of an archive.
 *
 * @param pieces        how many pieces it was cut into
 * @param rows          rows that could be read
 * @param malformed     rows that could not be read
 * @param counts        what was counted of the rows
 * @param coreSeconds   the time that the pieces took, together
 * @param seconds       the time that the last run took
 * @param rowsOfLastRun how many of the rows the last run read
 * @param told          what the job tells instead of its counts; null if they are it
 */
public record Report(
        int pieces,
        long rows,
        long malformed,
        Counts counts,
        double coreSeconds,
        double seconds,
        long rowsOfLastRun,
        @Nullable ObjectNode told) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Report of(Collection<Part> parts, long rowsBefore, double seconds) {
        long rows = parts.stream().mapToLong(Part::rows).sum();
        return new Report(
                parts.size(),
                rows,
                parts.stream().mapToLong(Part::malformed).sum(),
                Counts.sum(parts.stream().map(Part::counts).toList()),
                parts.stream().mapToLong(Part::millis).sum() / 1e3,
                seconds,
                rows - rowsBefore,
                null);
    }

    /** The same with more that was counted. */
    Report with(Counts more) {
        return new Report(
                pieces, rows, malformed, Counts.sum(List.of(counts, more)), coreSeconds, seconds, rowsOfLastRun, told);
    }

    /** The same, but it tells that instead of its counts. */
    Report telling(String name, ObjectNode what) {
        ObjectNode all = JSON.createObjectNode();
        all.set(name, what);
        return new Report(pieces, rows, malformed, counts, coreSeconds, seconds, rowsOfLastRun, all);
    }

    /** How often each outcome came. */
    public Map<String, Long> outcomes() {
        return counts.below("outcomes");
    }

    /** The errors before and now among the rows whose right outcome is known; null if there is no such row. */
    public @Nullable JsonNode knownErrors() {
        return Comparison.knownErrors(counts);
    }

    /** As JSON, with what was counted in it. */
    ObjectNode json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("pieces", pieces);
        json.put("rows", rows);
        json.put("malformed", malformed);
        json.setAll(told == null ? counts.nested() : told);
        json.remove(Comparison.LABELLED);
        JsonNode errors = knownErrors();
        if (errors != null) {
            json.set("knownErrors", errors);
        }
        json.put("coreSeconds", coreSeconds);
        json.put("seconds", seconds);
        return json;
    }
}
