package io.moderato.suggestion.ui;

import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import io.moderato.suggestion.store.Adjudications;
import io.moderato.suggestion.store.LabelledSuggestion;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes labelled texts as rows of a set that the model workshop reads. */
record LabelLines(Adjudications adjudications) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int AT_ONCE = 500;

    /** One text in ten is held out, always the same ones, so that what a model learned from is never what judges it. */
    private static final int HELD_OUT = 10;

    void write(CommunityId community, Writer lines) throws IOException {
        UUID after = null;
        List<LabelledSuggestion> next;
        do {
            next = adjudications.labelled(community, after, AT_ONCE);
            for (LabelledSuggestion each : next) {
                lines.write(line(each));
                lines.write('\n');
            }
            after = next.isEmpty() ? null : next.getLast().id();
        } while (next.size() == AT_ONCE);
    }

    private static String line(LabelledSuggestion labelled) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", labelled.id());
        row.put("text", labelled.text());
        Map<String, Double> labels = new LinkedHashMap<>();
        for (Category category : Category.values()) {
            Double label = labelled.labels().get(category);
            if (label != null) {
                labels.put(category.key(), label);
            }
        }
        row.put("labels", labels);
        row.put("split", Math.floorMod(labelled.text().hashCode(), HELD_OUT) == 0 ? "validation" : "train");
        row.put("source", "suggestion");
        return JSON.writeValueAsString(row);
    }
}
