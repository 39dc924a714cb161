package io.moderato.decision;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds the patterns of the community's pattern lists, in time linear in the text. */
@Component
final class RegexFilter implements ModerationStage {
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
        return inputs.stream()
                .map(input -> RuleVerdict.of(
                        name(),
                        input,
                        input.inForce().rules().patternHits(input.text()).hits()))
                .toList();
    }
}
