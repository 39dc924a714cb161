package io.moderato.rules.pipeline;

import io.moderato.decision.ModerationResult;
import io.moderato.decision.Part;
import io.moderato.decision.Unexamined;
import io.moderato.decision.UnexaminedReason;
import io.moderato.decision.pipeline.Layer;
import io.moderato.decision.pipeline.ModerationStage;
import io.moderato.decision.pipeline.StageInput;
import io.moderato.rules.engine.PatternSearch;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the patterns of the community's pattern lists, in time linear in the text. */
public final class RegexFilter implements ModerationStage {
    private static final List<Unexamined> UNFINISHED =
            List.of(new Unexamined(Part.TEXT, UnexaminedReason.PATTERN_UNFINISHED));

    @Override
    public String name() {
        return "RegexFilter";
    }

    @Override
    public Layer layer() {
        return Layer.PATTERNS;
    }

    @Override
    public Set<Part.Kind> examines() {
        return Set.of(Part.Kind.TEXT);
    }

    /** The text as posted, if there are patterns: they can tell apart two texts that are the same after normalisation. */
    @Override
    public Optional<String> cacheKey(StageInput input) {
        return Optional.of(input.inForce().rules().hasPatterns() ? input.text() : "");
    }

    @Override
    public List<ModerationResult> moderate(List<StageInput> inputs) {
        return inputs.stream().map(this::moderate).toList();
    }

    private ModerationResult moderate(StageInput input) {
        PatternSearch found = input.inForce().rules().patternHits(input.text());
        return RuleVerdict.of(name(), input, found.hits()).lacking(found.finished() ? List.of() : UNFINISHED, null);
    }
}
