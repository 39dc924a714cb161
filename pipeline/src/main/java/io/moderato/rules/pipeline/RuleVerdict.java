package io.moderato.rules.pipeline;

import io.moderato.decision.Match;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.pipeline.StageInput;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import io.moderato.rules.engine.RuleHit;
import io.moderato.rules.engine.RuleHits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes the result of a rule stage from the hits in one text: the strictest list decides. */
final class RuleVerdict {
    /** The most matches in a result; nobody looks at more places in one text. */
    private static final int MAX_MATCHES = 100;

    private static final int MAX_REASONS = 20;
    private static final char MASK = '•';

    private RuleVerdict() {}

    /**
     * REJECT if any list that was hit says so, else REVIEW, else MODIFY with every hit masked, else APPROVE; always with confidence
     * 1, for a rule either applies or does not. The mask is one sign for each UTF-16 char, so places stay the same.
     */
    static ModerationResult of(String stage, StageInput input, RuleHits hits) {
        if (hits.isEmpty()) {
            return ModerationResult.of(
                    Outcome.APPROVE,
                    1,
                    List.of(new Reason("No rule applies", null, stage)),
                    Scores.NONE,
                    input.inForce().provenance(stage, null));
        }
        List<RuleHit> strictestFirst = new ArrayList<>(hits.places());
        strictestFirst.sort(Comparator.comparing((RuleHit hit) -> hit.list().action())
                .thenComparing(RuleHit::start)
                .thenComparing(hit -> hit.list().name()));
        RuleHit deciding = strictestFirst.getFirst();
        Set<Blocklist> lists = new LinkedHashSet<>();
        strictestFirst.forEach(hit -> lists.add(hit.list()));
        RuleAction action = deciding.list().action();
        return new ModerationResult(
                switch (action) {
                    case REJECT -> Outcome.REJECT;
                    case REVIEW -> Outcome.REVIEW;
                    case MODIFY -> Outcome.MODIFY;
                },
                1,
                lists.stream()
                        .limit(MAX_REASONS)
                        .map(list -> reason(stage, list))
                        .toList(),
                Scores.NONE,
                action == RuleAction.MODIFY ? hits.masked(input.text(), MASK) : null,
                strictestFirst.stream()
                        .limit(MAX_MATCHES)
                        .map(hit -> new Match(
                                hit.start(),
                                hit.end(),
                                hit.list().category(),
                                hit.list().name()))
                        .toList(),
                List.of(),
                null,
                input.inForce().provenance(stage, deciding.list().name() + ": " + deciding.rule()));
    }

    private static Reason reason(String stage, Blocklist list) {
        return new Reason("Contains a term of the list \"" + list.name() + "\"", list.category(), stage);
    }
}
