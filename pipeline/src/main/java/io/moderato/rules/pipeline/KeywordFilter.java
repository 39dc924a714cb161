package io.moderato.rules.pipeline;

import io.moderato.decision.ModerationResult;
import io.moderato.decision.Part;
import io.moderato.decision.pipeline.Layer;
import io.moderato.decision.pipeline.ModerationStage;
import io.moderato.decision.pipeline.StageInput;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the terms of the community's keyword lists, however they are disguised. */
public final class KeywordFilter implements ModerationStage {
    @Override
    public String name() {
        return "KeywordFilter";
    }

    @Override
    public Layer layer() {
        return Layer.KEYWORDS;
    }

    @Override
    public Set<Part.Kind> examines() {
        return Set.of(Part.Kind.TEXT);
    }

    /** The text as posted where its capitals and signs can make a difference. */
    @Override
    public Optional<String> cacheKey(StageInput input) {
        return Optional.of(input.inForce().rules().keywordsDependOnSpelling(input.text()) ? input.text() : "");
    }

    @Override
    public List<ModerationResult> moderate(List<StageInput> inputs) {
        return inputs.stream()
                .map(input ->
                        RuleVerdict.of(name(), input, input.inForce().rules().keywordHits(input.text())))
                .toList();
    }
}
