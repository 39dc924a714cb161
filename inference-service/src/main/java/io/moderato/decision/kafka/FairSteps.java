package io.moderato.decision.kafka;

import io.moderato.community.CommunityId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts a batch into steps of bounded size. Communities alternate by size of text, so that a community that sent little comes early, however
 * much others sent before it. The revisions of a content keep their order.
 */
final class FairSteps {
    private FairSteps() {}

    /**
     * The steps.
     *
     * @param maxChars UTF-16 chars in one step, unless it is a single text that has more
     */
    static List<List<SubmittedRecord>> of(Collection<SubmittedRecord> records, int maxChars) {
        List<List<SubmittedRecord>> steps = new ArrayList<>();
        List<SubmittedRecord> step = new ArrayList<>();
        long chars = 0;
        for (SubmittedRecord record : alternating(records)) {
            int length = record.content().text().length();
            if (!step.isEmpty() && chars + length > maxChars) {
                steps.add(step);
                step = new ArrayList<>();
                chars = 0;
            }
            step.add(record);
            chars += length;
        }
        if (!step.isEmpty()) {
            steps.add(step);
        }
        return steps;
    }

    /**
     * The records, sorted by the amount of text of the same community before each. The sort is stable, so each community's own order stays.
     */
    private static List<SubmittedRecord> alternating(Collection<SubmittedRecord> records) {
        record Placed(SubmittedRecord record, long before) {}
        Map<CommunityId, Long> before = new HashMap<>();
        List<Placed> placed = new ArrayList<>(records.size());
        for (SubmittedRecord record : records) {
            CommunityId community = record.content().community();
            long sofar = before.getOrDefault(community, 0L);
            placed.add(new Placed(record, sofar));
            before.put(community, sofar + 1 + record.content().text().length());
        }
        placed.sort(Comparator.comparingLong(Placed::before));
        return placed.stream().map(Placed::record).toList();
    }
}
