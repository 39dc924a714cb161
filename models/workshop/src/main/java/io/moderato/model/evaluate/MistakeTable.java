package io.moderato.model.evaluate;

import io.moderato.model.scorecard.Behaviour.Mistake;
import io.moderato.model.scorecard.Scorecard;
import java.util.List;
import java.util.stream.Collectors;

/** A Markdown table of a model's frequent mistakes. */
record MistakeTable(List<Mistake> often) {
    static MistakeTable of(Scorecard model) {
        return new MistakeTable(
                model.behaviour().mistakes().stream().filter(Mistake::often).toList());
    }

    boolean isEmpty() {
        return often.isEmpty();
    }

    String text() {
        return often.stream()
                .map(one -> "| %s | %s | %s |\n"
                        .formatted(
                                one.function().replace('_', ' '),
                                one.category().key(),
                                one.rejected().percent(0)))
                .collect(Collectors.joining("", "| sentences | rejected as | share |\n|---|---|---|\n", ""));
    }
}
