package io.moderato.decision;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The stages in the order of their layers. REJECT or REVIEW ends a content's way, MODIFY hands the modified text on; what gets
 * through all of them is approved.
 */
@Component
final class StageChain {
    /** The stage that provenance names when no single stage decided. */
    static final String NAME = "Pipeline";

    static final String PASSED = "Passed all moderation checks";

    private final Map<Layer, List<ModerationStage>> layers = new EnumMap<>(Layer.class);
    private final MeterRegistry meters;

    StageChain(List<ModerationStage> stages, MeterRegistry meters) {
        this.meters = meters;
        stages.stream()
                .sorted(Comparator.comparing(ModerationStage::layer).thenComparing(ModerationStage::name))
                .forEach(stage -> layers.computeIfAbsent(stage.layer(), layer -> new ArrayList<>())
                        .add(stage));
    }

    /** The result for each content, in order. */
    List<ModerationResult> moderate(List<StageInput> inputs) {
        List<Way> ways = inputs.stream().map(Way::new).toList();
        for (List<ModerationStage> stages : layers.values()) {
            List<Way> open = ways.stream().filter(way -> way.ended == null).toList();
            if (open.isEmpty()) {
                break;
            }
            List<StageInput> current = open.stream().map(way -> way.input).toList();
            List<List<ModerationResult>> byStage =
                    stages.stream().map(stage -> timed(stage, current)).toList();
            for (int i = 0; i < open.size(); i++) {
                int item = i;
                open.get(i)
                        .take(Merging.merge(byStage.stream()
                                .map(results -> results.get(item))
                                .toList()));
            }
        }
        return ways.stream().map(Way::result).toList();
    }

    private List<ModerationResult> timed(ModerationStage stage, List<StageInput> inputs) {
        List<ModerationResult> results =
                meters.timer("moderato.pipeline.stage", "stage", stage.name()).record(() -> stage.moderate(inputs));
        if (results == null || results.size() != inputs.size()) {
            throw new IllegalStateException(stage.name() + " did not answer for every content");
        }
        return results;
    }

    /** How far one content has come. */
    private static final class Way {
        private StageInput input;
        private final List<ModerationResult> passed = new ArrayList<>();
        private @Nullable ModerationResult modified;
        private @Nullable ModerationResult ended;

        Way(StageInput input) {
            this.input = input;
        }

        void take(ModerationResult result) {
            switch (result.outcome()) {
                case REJECT, REVIEW -> ended = withEarlier(result);
                case MODIFY -> {
                    modified = modified == null ? result : withEarlier(result);
                    input = new StageInput(
                            input.content().withText(Objects.requireNonNull(result.modifiedText())), input.inForce());
                }
                case APPROVE -> passed.add(result);
            }
        }

        ModerationResult result() {
            if (ended != null) {
                return ended;
            }
            Scores scores = scores();
            String model = modelVersion();
            if (modified != null) {
                Provenance by = modified.provenance();
                return new ModerationResult(
                        Outcome.MODIFY,
                        modified.confidence(),
                        modified.reasons(),
                        Merging.union(scores, modified.scores()),
                        modified.modifiedText(),
                        modified.matches(),
                        input.inForce().provenance(by.stage(), by.rule(), model));
            }
            double confidence = passed.stream()
                    .mapToDouble(ModerationResult::confidence)
                    .min()
                    .orElse(1);
            return new ModerationResult(
                    Outcome.APPROVE,
                    confidence,
                    List.of(new Reason(PASSED, null, NAME)),
                    scores,
                    null,
                    List.of(),
                    input.inForce().provenance(NAME, null, model));
        }

        /** The result with what earlier stages masked and scored. Masks keep places, so all matches point into the text as posted. */
        private ModerationResult withEarlier(ModerationResult result) {
            List<Reason> reasons = new ArrayList<>(result.reasons());
            List<Match> matches = new ArrayList<>(result.matches());
            if (modified != null) {
                reasons.addAll(modified.reasons());
                matches.addAll(modified.matches());
            }
            return new ModerationResult(
                    result.outcome(),
                    result.confidence(),
                    reasons,
                    Merging.union(scores(), result.scores()),
                    result.modifiedText(),
                    matches,
                    result.provenance());
        }

        private Scores scores() {
            Scores scores = Scores.NONE;
            for (ModerationResult result : passed) {
                scores = Merging.union(scores, result.scores());
            }
            return scores;
        }

        private @Nullable String modelVersion() {
            for (ModerationResult result : passed) {
                if (result.provenance().modelVersion() != null) {
                    return result.provenance().modelVersion();
                }
            }
            return null;
        }
    }
}
