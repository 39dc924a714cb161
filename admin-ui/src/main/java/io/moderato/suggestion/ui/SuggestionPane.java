package io.moderato.suggestion.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.moderato.console.Facts;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.ScoreBar;
import io.moderato.console.Veil;
import io.moderato.suggestion.store.SuggestedScore;
import io.moderato.suggestion.store.Suggestion;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One suggestion: the text in the middle, and at the right what the client says of it beside what our model said. */
final class SuggestionPane {
    private final Div words = new Div();
    private final Div evidence = new Div();
    private final Set<String> chosen = new LinkedHashSet<>();

    SuggestionPane() {
        words.addClassName("case");
        words.getElement().setAttribute("tabindex", "-1");
        words.getElement().setAttribute("role", "region");
        words.getElement().setAttribute("aria-label", "Suggestion");
        evidence.addClassNames("evidence", "suggestion");
        evidence.getElement().setAttribute("role", "region");
        evidence.getElement().setAttribute("aria-label", "Scores");
    }

    Component words() {
        return words;
    }

    Component evidence() {
        return evidence;
    }

    /** The attributes whose scores are chosen: all of them, until one is left out. */
    Set<String> chosen() {
        return Set.copyOf(chosen);
    }

    void showEmpty(Component instead) {
        words.removeAll();
        evidence.removeAll();
        words.add(instead);
    }

    void show(Suggestion suggestion) {
        words.removeAll();
        evidence.removeAll();
        chosen.clear();
        suggestion.scores().forEach(score -> chosen.add(score.attribute()));
        words.add(header(suggestion));
        if (suggestion.parentText() != null) {
            Div quote = new Div(suggestion.parentText());
            quote.addClassName("parent-text");
            words.add(new Div(Looks.eyebrow("Sent as its context"), quote));
        }
        Div text = new Div(suggestion.text());
        text.addClassName("posted");
        words.add(
                SuggestionList.isHeldBack(suggestion) ? Veil.over(text, "Held back because it may be severe.") : text);
        words.getElement().executeJs("this.scrollTop = 0");
        evidence.add(part("Right scores?", scores(suggestion)), part("Where it is from", from(suggestion)));
    }

    private static Div header(Suggestion suggestion) {
        Span from = new Span(suggestion.key());
        from.addClassName("case-author");
        Div header = new Div(
                from,
                Looks.ago(suggestion.givenAt()),
                Looks.tag(suggestion.community().value()));
        if (suggestion.language() != null) {
            header.add(Looks.tag(suggestion.language()));
        }
        header.addClassName("case-header");
        return header;
    }

    private Div scores(Suggestion suggestion) {
        Div all = new Div();
        all.addClassName("suggested-scores");
        boolean several = suggestion.scores().size() > 1;
        for (int i = 0; i < suggestion.scores().size(); i++) {
            SuggestedScore score = suggestion.scores().get(i);
            Div head = new Div(Looks.chip(score.category()), Looks.quiet(score.attribute()));
            head.addClassName("line");
            Div bars = new Div(head, bar("client", score, score.suggested()), bar("our model", score, score.ours()));
            bars.addClassName("suggested-score");
            all.add(several ? choice(score, i + 1, bars) : bars);
        }
        return all;
    }

    /** A score that can be left out by its digit; ten or more have none. */
    private NativeButton choice(SuggestedScore score, int number, Div bars) {
        NativeButton choice = new NativeButton();
        if (number < 10) {
            Keys.on(choice, Integer.toString(number));
            Span cap = new Span(Integer.toString(number));
            cap.addClassName("key");
            choice.add(cap);
        }
        choice.add(bars);
        choice.addClassName("score-choice");
        choice.getElement().setAttribute("aria-pressed", "true");
        choice.addClickListener(click -> {
            boolean on = !chosen.remove(score.attribute());
            if (on) {
                chosen.add(score.attribute());
            }
            choice.getElement().setAttribute("aria-pressed", Boolean.toString(on));
        });
        return choice;
    }

    private static ScoreBar bar(String who, SuggestedScore of, @Nullable Double value) {
        return new ScoreBar(who, of.category(), value, value != null && value >= 0.5);
    }

    private static Facts from(Suggestion suggestion) {
        Facts facts = new Facts();
        facts.fact("Key", suggestion.key());
        facts.fact(
                "So far",
                suggestion.keyDecided() == 0
                        ? "nothing decided"
                        : "%,d of %,d accepted".formatted(suggestion.keyAccepted(), suggestion.keyDecided()));
        facts.fact("Community", suggestion.clientCommunity());
        facts.fact("Its name", suggestion.clientToken());
        facts.fact("Model", suggestion.modelVersion());
        return facts;
    }

    private static Div part(String title, Component content) {
        Div part = new Div(new H2(title), content);
        part.addClassNames("part", "chosen");
        return part;
    }
}
