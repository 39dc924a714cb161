package io.moderato.decision;

import io.moderato.rules.PatternSearch;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds the patterns of the community's pattern lists, in time linear in the text. */
@Component
final class RegexFilter implements ModerationStage {
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

    @Override
    public List<ModerationResult> moderate(List<StageInput> inputs) {
        return inputs.stream().map(this::moderate).toList();
    }

    private ModerationResult moderate(StageInput input) {
        PatternSearch found = input.inForce().rules().patternHits(input.text());
        return RuleVerdict.of(name(), input, found.hits()).lacking(found.finished() ? List.of() : UNFINISHED, null);
    }
}
