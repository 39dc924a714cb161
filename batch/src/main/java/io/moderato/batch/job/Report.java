package io.moderato.batch.job;

import io.moderato.batch.output.Counts;
import io.moderato.batch.output.Part;
import java.util.Collection;
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
 */
public record Report(
        int pieces, long rows, long malformed, Counts counts, double coreSeconds, double seconds, long rowsOfLastRun) {
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
                rows - rowsBefore);
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
        json.setAll(counts.nested());
        json.put("coreSeconds", coreSeconds);
        json.put("seconds", seconds);
        return json;
    }
}
