package io.moderato.suggestion.ui;

import com.vaadin.flow.component.html.Span;
import io.moderato.console.Looks;
import io.moderato.console.Veil;
import io.moderato.console.WaitingList;
import io.moderato.suggestion.store.SuggestedScore;
import io.moderato.suggestion.store.Suggestion;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The suggestions that wait. */
final class SuggestionList extends WaitingList {
    private static final int EXCERPT = 160;

    private final transient Consumer<Suggestion> open;

    SuggestionList(Consumer<Suggestion> open) {
        super("Waiting suggestions");
        this.open = open;
    }

    /** Shows these, with one of them marked. */
    void show(List<Suggestion> suggestions, @Nullable Suggestion current) {
        show(suggestions.stream().map(each -> line(each, each.equals(current))).toList(), "Nothing here.");
    }

    private Line line(Suggestion suggestion, boolean current) {
        SuggestedScore first = suggestion.scores().getFirst();
        boolean heldBack = isHeldBack(suggestion);
        String text = suggestion.text().strip();
        return new Line(
                suggestion.id().toString(),
                first.category(),
                current,
                Long.toString(Math.round(first.suggested() * 100)),
                "Suggested score in percent",
                Looks.quiet(Looks.agoText(suggestion.givenAt())),
                heldBack ? "Held back, may be severe" : text.substring(0, Math.min(EXCERPT, text.length())),
                !heldBack,
                signs(suggestion),
                () -> open.accept(suggestion));
    }

    private static List<Span> signs(Suggestion suggestion) {
        Span key = Looks.quiet(suggestion.key());
        key.addClassName("author");
        int scores = suggestion.scores().size();
        return scores > 1 ? List.of(key, Looks.tag(scores + " scores")) : List.of(key);
    }

    /** Whether the text is shown only to who asks for it: the client or our model thinks it severe. */
    static boolean isHeldBack(Suggestion suggestion) {
        return suggestion.scores().stream()
                .anyMatch(score -> Veil.covers(score.category())
                        && Math.max(score.suggested(), score.ours() == null ? 0 : score.ours()) >= 0.5);
    }
}
