package io.moderato.suggestion.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.moderato.console.Looks;
import io.moderato.console.Veil;
import io.moderato.suggestion.store.SuggestedScore;
import io.moderato.suggestion.store.Suggestion;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The suggestions that wait, each a button of two lines. */
final class SuggestionList extends Div {
    private static final int EXCERPT = 160;

    private final transient Consumer<Suggestion> open;

    SuggestionList(Consumer<Suggestion> open) {
        this.open = open;
        addClassName("queue-list");
        getElement().setAttribute("role", "list");
        getElement().setAttribute("data-list", true);
        getElement().setAttribute("aria-label", "Waiting suggestions");
    }

    /** Shows these, with one of them marked. */
    void show(List<Suggestion> suggestions, @Nullable Suggestion current) {
        removeAll();
        suggestions.forEach(each -> add(line(each, each.equals(current))));
        if (suggestions.isEmpty()) {
            Span nothing = Looks.quiet("Nothing here.");
            nothing.addClassName("nothing");
            add(nothing);
        }
        getElement().executeJs("window.moderato.refocus(this)");
    }

    private Div line(Suggestion suggestion, boolean current) {
        SuggestedScore first = suggestion.scores().getFirst();
        NativeButton button = new NativeButton();
        button.addClassNames("queue-line", Looks.colour(first.category()));
        button.getElement().setAttribute("data-id", suggestion.id().toString());
        if (current) {
            button.getElement().setAttribute("aria-current", "true");
        }
        button.addClickListener(click -> open.accept(suggestion));
        Span score = new Span(Long.toString(Math.round(first.suggested() * 100)));
        score.addClassName("priority");
        score.setTitle("Suggested score in percent");
        Span since = Looks.quiet(Looks.agoText(suggestion.givenAt()));
        Div top = new Div(Looks.chip(first.category()), since);
        top.addClassName("queue-top");
        boolean heldBack = isHeldBack(suggestion);
        Span excerpt = new Span(
                heldBack
                        ? "Held back, may be severe"
                        : suggestion
                                .text()
                                .strip()
                                .substring(
                                        0,
                                        Math.min(
                                                EXCERPT,
                                                suggestion.text().strip().length())));
        excerpt.addClassNames("excerpt", heldBack ? "quiet" : "plain");
        Span key = Looks.quiet(suggestion.key());
        key.addClassName("author");
        Div signs = new Div(key);
        if (suggestion.scores().size() > 1) {
            signs.add(Looks.tag(suggestion.scores().size() + " scores"));
        }
        signs.addClassName("queue-signs");
        Div body = new Div(top, excerpt, signs);
        body.addClassName("queue-body");
        button.add(score, body);
        Div item = new Div(button);
        item.getElement().setAttribute("role", "listitem");
        return item;
    }

    /** Whether the text is shown only to who asks for it: the client or our model thinks it severe. */
    static boolean isHeldBack(Suggestion suggestion) {
        return suggestion.scores().stream()
                .anyMatch(score -> Veil.covers(score.category())
                        && Math.max(score.suggested(), score.ours() == null ? 0 : score.ours()) >= 0.5);
    }
}
