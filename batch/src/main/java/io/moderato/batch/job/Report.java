package io.moderato.batch.job;

import io.moderato.batch.output.Part;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of an archive.
 *
 * @param pieces     how many pieces it was cut into
 * @param rows       results, one for each row that could be read
 * @param malformed  rows that could not be read
 * @param outcomes   how often each outcome came
 * @param unexamined how often something was not examined, by reason
 * @param coreSeconds the time that the pieces took, together
 * @param seconds    the time that the last run took
 * @param rowsOfLastRun how many of the results the last run made
 */
public record Report(
        int pieces,
        long rows,
        long malformed,
        Map<String, Long> outcomes,
        Map<String, Long> unexamined,
        double coreSeconds,
        double seconds,
        long rowsOfLastRun) {
    static Report of(Collection<Part> parts, long rowsBefore, double seconds) {
        Map<String, Long> outcomes = new TreeMap<>();
        Map<String, Long> unexamined = new TreeMap<>();
        parts.forEach(part -> {
            part.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
            part.unexamined().forEach((reason, count) -> unexamined.merge(reason, count, Long::sum));
        });
        long rows = parts.stream().mapToLong(Part::rows).sum();
        return new Report(
                parts.size(),
                rows,
                parts.stream().mapToLong(Part::malformed).sum(),
                outcomes,
                unexamined,
                parts.stream().mapToLong(Part::millis).sum() / 1e3,
                seconds,
                rows - rowsBefore);
    }
}
