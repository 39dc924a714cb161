package io.moderato.console;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.moderato.decision.Category;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits for a moderator, each a button of two lines with a number before them. */
public abstract class WaitingList extends Div {
    /**
     * An empty list.
     *
     * @param label what waits, for those who hear the screen
     */
    protected WaitingList(String label) {
        addClassName("queue-list");
        getElement().setAttribute("role", "list");
        getElement().setAttribute("data-list", true);
        getElement().setAttribute("aria-label", label);
    }

    /**
     * One that waits.
     *
     * @param id       by which the browser finds it again
     * @param category what it is about; its colour
     * @param current  whether it is the one that is open
     * @param number   the number before it
     * @param meaning  what the number is
     * @param time     how long it has waited or may wait
     * @param excerpt  the beginning of its text, or why there is none
     * @param isText   whether the excerpt is what somebody wrote
     * @param signs    who wrote it, and what is special about it
     * @param open     opens it
     */
    public record Line(
            String id,
            @Nullable Category category,
            boolean current,
            String number,
            String meaning,
            Span time,
            String excerpt,
            boolean isText,
            List<Span> signs,
            Runnable open) {}

    /** Shows these, or the text if there are none. The focus stays on the same line where that line is still there. */
    protected final void show(List<Line> lines, String emptyText) {
        removeAll();
        lines.forEach(line -> add(item(line)));
        if (lines.isEmpty()) {
            Span nothing = Looks.quiet(emptyText);
            nothing.addClassName("nothing");
            add(nothing);
        }
        getElement().executeJs("window.moderato.refocus(this)");
    }

    private static Div item(Line line) {
        Span number = new Span(line.number());
        number.addClassName("priority");
        number.setTitle(line.meaning());
        Div top = new Div(Looks.chip(line.category()), line.time());
        top.addClassName("queue-top");
        Span excerpt = new Span(line.excerpt());
        excerpt.addClassNames("excerpt", line.isText() ? "plain" : "quiet");
        Div signs = new Div();
        line.signs().forEach(signs::add);
        signs.addClassName("queue-signs");
        Div body = new Div(top, excerpt, signs);
        body.addClassName("queue-body");
        NativeButton button = new NativeButton();
        button.add(number, body);
        button.addClassNames("queue-line", Looks.colour(line.category()));
        button.getElement().setAttribute("data-id", line.id());
        if (line.current()) {
            button.getElement().setAttribute("aria-current", "true");
        }
        button.addClickListener(click -> line.open().run());
        Div item = new Div(button);
        item.getElement().setAttribute("role", "listitem");
        return item;
    }
}
