package io.moderato.policy.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.moderato.decision.Outcome;
import io.moderato.decision.UnexaminedReason;
import io.moderato.policy.ChainRule;
import io.moderato.policy.PolicyTerms;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The settings for parts that could not be examined, and whether a doubt ends the chain. */
final class GapRules extends Div {
    /** The reasons with a choice. The text that a content answers has none: nobody would want every reply sent to a moderator. */
    private static final List<UnexaminedReason> OFFERED = List.of(
            UnexaminedReason.NO_IMAGE_MODEL,
            UnexaminedReason.LANGUAGE_NOT_READ,
            UnexaminedReason.TOO_LONG,
            UnexaminedReason.PATTERN_UNFINISHED,
            UnexaminedReason.STAGE_FAILED);

    private final Map<UnexaminedReason, Select<Outcome>> outcomes = new EnumMap<>(UnexaminedReason.class);
    private final Select<ChainRule> chain = new Select<>();
    private transient @Nullable PolicyTerms before;

    GapRules(Runnable changed) {
        addClassName("gap-rules");
        add(new H2("Parts that could not be examined"));
        for (UnexaminedReason reason : OFFERED) {
            Select<Outcome> outcome = new Select<>();
            outcome.setItems(Outcome.APPROVE, Outcome.REVIEW, Outcome.REJECT);
            outcome.setItemLabelGenerator(GapRules::inWords);
            outcome.setAriaLabel(inWords(reason));
            outcome.addValueChangeListener(change -> changed.run());
            outcomes.put(reason, outcome);
            add(row(inWords(reason), outcome));
        }
        add(new H2("The order of the stages"));
        chain.setItems(ChainRule.values());
        chain.setItemLabelGenerator(GapRules::inWords);
        chain.setAriaLabel("When a rule asks for a review or masks a word");
        chain.addValueChangeListener(change -> changed.run());
        add(row("When a rule asks for a review or masks a word", chain));
    }

    /** Shows the terms in {@code shown} for editing; changes count against the current ones. */
    void show(PolicyTerms current, PolicyTerms shown) {
        before = current;
        outcomes.forEach((reason, outcome) -> outcome.setValue(shown.outcomeOf(reason)));
        chain.setValue(shown.chain());
    }

    boolean isChanged() {
        PolicyTerms current = before;
        return current != null
                && (chain.getValue() != current.chain()
                        || outcomes.entrySet().stream()
                                .anyMatch(entry -> entry.getValue().getValue() != current.outcomeOf(entry.getKey())));
    }

    /** The chosen outcomes; a reason that is not offered here keeps its outcome. */
    Map<UnexaminedReason, Outcome> outcomes() {
        Map<UnexaminedReason, Outcome> chosen = new EnumMap<>(UnexaminedReason.class);
        if (before != null) {
            chosen.putAll(before.unexamined());
        }
        outcomes.forEach((reason, outcome) -> chosen.put(reason, Objects.requireNonNull(outcome.getValue())));
        return chosen;
    }

    ChainRule chain() {
        return Objects.requireNonNull(chain.getValue());
    }

    private static Div row(String label, Select<?> field) {
        Span words = new Span(label);
        Div row = new Div(words, field);
        row.addClassName("gap-rule");
        return row;
    }

    private static String inWords(UnexaminedReason reason) {
        return switch (reason) {
            case NO_IMAGE_MODEL -> "An image that no model looks at";
            case LANGUAGE_NOT_READ -> "A text in a language that the model does not read";
            case TOO_LONG -> "A text that is too long for the model";
            case PATTERN_UNFINISHED -> "A text that needs too much work by one pattern";
            case STAGE_FAILED -> "A content on which a stage failed, if the other stages can decide without it";
            case CONTEXT_NOT_USED -> "The text that the content answers";
        };
    }

    private static String inWords(Outcome outcome) {
        return switch (outcome) {
            case APPROVE -> "The examined parts decide alone";
            case REVIEW -> "A moderator decides";
            case REJECT -> "It is removed";
            case MODIFY -> throw new IllegalArgumentException("Nothing can be masked in what was not examined");
        };
    }

    private static String inWords(ChainRule rule) {
        return switch (rule) {
            case STRICTEST_WINS -> "The later stages are asked, too; the strictest outcome counts";
            case FIRST_DOUBT_ENDS -> "A review ends the check; later stages get the masked text (cheaper)";
        };
    }
}
