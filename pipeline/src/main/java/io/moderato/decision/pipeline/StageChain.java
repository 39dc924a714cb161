package io.moderato.decision.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Part;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The stages in the order of their layers. A REJECT ends the chain for a content. REVIEW and MODIFY are remembered while later stages go on
 * with the text as posted, and the strictest outcome counts, unless the policy says that the first doubt ends the chain. Parts that no
 * stage examined are named, and the policy says what follows. A content that passes everything is approved.
 */
public final class StageChain {
    /** The stage that provenance names when no single stage decided. */
    static final String NAME = "Pipeline";

    /** The reason of an approval by all stages. */
    static final String PASSED = "Passed all moderation checks";

    private final Map<Layer, List<AskedStage>> layers = new EnumMap<>(Layer.class);
    private final Set<Part.Kind> examined = EnumSet.noneOf(Part.Kind.class);

    /**
     * The chain of these stages, in any order.
     *
     * @throws IllegalArgumentException if two of them have one name
     */
    public StageChain(List<ModerationStage> stages, MeterRegistry meters) {
        Set<String> names = new HashSet<>();
        stages.stream()
                .sorted(Comparator.comparing(ModerationStage::layer).thenComparing(ModerationStage::name))
                .forEach(stage -> {
                    if (!names.add(stage.name())) {
                        throw new IllegalArgumentException("Two stages are called " + stage.name());
                    }
                    examined.addAll(stage.examines());
                    layers.computeIfAbsent(stage.layer(), layer -> new ArrayList<>())
                            .add(new AskedStage(stage, meters));
                });
    }

    /** The versions of all stages, for the keys of cached results. */
    String version() {
        return stages().map(stage -> stage.name() + "=" + stage.version()).collect(Collectors.joining(" "));
    }

    /** The stages' own parts of that content's cache key; no value if one of the stages forbids giving an earlier answer again. */
    Optional<String> cacheKey(StageInput input) {
        StringBuilder keys = new StringBuilder();
        for (ModerationStage stage : stages().toList()) {
            Optional<String> key = stage.cacheKey(input);
            if (key.isEmpty()) {
                return key;
            }
            // with the length of each key, so that two different lists of keys never give the same text
            keys.append(key.get().length()).append(':').append(key.get());
        }
        return Optional.of(keys.toString());
    }

    /** Whether all stages work that must not be skipped, because nothing is decided without them. */
    boolean answers() {
        return stages().filter(stage -> stage.onFailure() == FailurePolicy.TRY_AGAIN)
                .allMatch(ModerationStage::answers);
    }

    /** The stages in the order in which they are asked. */
    public Stream<ModerationStage> stages() {
        return layers.values().stream().flatMap(List::stream).map(AskedStage::stage);
    }

    /** The result for each content, in order. */
    public List<ModerationResult> moderate(List<StageInput> inputs) {
        return results(inputs.stream().map(input -> new Way(input, false)).toList());
    }

    /** What all stages find in each content as posted, in order; no outcome ends its way. */
    public List<ModerationResult> score(List<StageInput> inputs) {
        return results(inputs.stream().map(input -> new Way(input, true)).toList());
    }

    private List<ModerationResult> results(List<Way> ways) {
        for (List<AskedStage> stages : layers.values()) {
            List<Way> open = ways.stream().filter(way -> !way.ended).toList();
            if (open.isEmpty()) {
                break;
            }
            List<StageInput> current = open.stream().map(way -> way.input).toList();
            List<List<Optional<ModerationResult>>> byStage =
                    stages.stream().map(stage -> stage.ask(current)).toList();
            for (int i = 0; i < open.size(); i++) {
                Map<ModerationStage, ModerationResult> found = new LinkedHashMap<>();
                for (int s = 0; s < stages.size(); s++) {
                    ModerationStage stage = stages.get(s).stage();
                    byStage.get(s).get(i).ifPresent(result -> found.put(stage, result));
                }
                open.get(i).take(Gaps.filledWithinLayer(found));
            }
        }
        return ways.stream().map(this::decided).toList();
    }

    private ModerationResult decided(Way way) {
        return Gaps.applied(way.result(), way.posted, examined);
    }

    /** The way of one content through the layers. */
    private static final class Way {
        private final StageInput posted;
        private final boolean toTheEnd;
        private final List<ModerationResult> results = new ArrayList<>();
        private StageInput input;
        private boolean ended;

        Way(StageInput posted, boolean toTheEnd) {
            this.posted = posted;
            this.toTheEnd = toTheEnd;
            this.input = posted;
        }

        /** Adds the results of one layer's stages. */
        void take(List<ModerationResult> found) {
            if (found.isEmpty()) {
                return;
            }
            results.addAll(found);
            if (toTheEnd) {
                return;
            }
            ModerationResult layer = Merging.merge(input.text(), found);
            ended = switch (posted.inForce().terms().chain()) {
                case STRICTEST_WINS -> layer.outcome() == Outcome.REJECT;
                case FIRST_DOUBT_ENDS -> {
                    if (layer.outcome() == Outcome.MODIFY) {
                        input = new StageInput(
                                input.content().withText(Objects.requireNonNull(layer.modifiedText())),
                                input.inForce());
                    }
                    yield layer.outcome() == Outcome.REJECT || layer.outcome() == Outcome.REVIEW;
                }
            };
        }

        ModerationResult result() {
            if (results.isEmpty()) {
                return ModerationResult.of(
                        Outcome.APPROVE,
                        1,
                        List.of(new Reason(PASSED, null, NAME)),
                        Scores.NONE,
                        posted.inForce().provenance(NAME, null));
            }
            ModerationResult merged = Merging.merge(posted.text(), results);
            return merged.outcome() == Outcome.APPROVE ? passed(merged) : merged;
        }

        /** The approval in the name of the whole pipeline, because no single stage approves. */
        private ModerationResult passed(ModerationResult merged) {
            return new ModerationResult(
                    Outcome.APPROVE,
                    merged.confidence(),
                    List.of(new Reason(PASSED, null, NAME)),
                    merged.scores(),
                    null,
                    List.of(),
                    merged.unexamined(),
                    merged.detectedLanguage(),
                    merged.provenance().decidedBy(NAME, null));
        }
    }
}
