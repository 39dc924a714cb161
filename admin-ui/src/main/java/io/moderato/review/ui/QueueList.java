package io.moderato.review.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.moderato.console.Looks;
import io.moderato.console.Veil;
import io.moderato.review.opening.Cause;
import io.moderato.review.store.QueueEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The waiting cases, each a button of two lines. The list is redrawn only when something changed, so that it does not flicker. */
final class QueueList extends Div {
    private final transient Consumer<QueueEntry> open;
    private transient List<QueueEntry> shown = List.of();
    private @Nullable UUID current;

    QueueList(Consumer<QueueEntry> open) {
        this.open = open;
        addClassName("queue-list");
        getElement().setAttribute("role", "list");
        getElement().setAttribute("data-list", true);
        getElement().setAttribute("aria-label", "Waiting cases");
    }

    /** Shows these cases, with {@code openCase} marked. */
    void show(List<QueueEntry> entries, @Nullable UUID openCase, String emptyText) {
        boolean same = entries.equals(shown) && java.util.Objects.equals(openCase, current) && getComponentCount() > 0;
        if (same) {
            return;
        }
        shown = List.copyOf(entries);
        current = openCase;
        removeAll();
        entries.forEach(entry -> add(line(entry)));
        if (entries.isEmpty()) {
            Span nothing = Looks.quiet(emptyText);
            nothing.addClassName("nothing");
            add(nothing);
        }
        getElement().executeJs("window.moderato.refocus(this)");
    }

    private Div line(QueueEntry entry) {
        NativeButton button = new NativeButton();
        button.addClassNames("queue-line", Looks.colour(entry.reviewCase().category()));
        button.getElement().setAttribute("data-id", entry.reviewCase().id().toString());
        if (entry.reviewCase().id().equals(current)) {
            button.getElement().setAttribute("aria-current", "true");
        }
        button.addClickListener(click -> open.accept(entry));
        Span priority = new Span(Integer.toString(entry.reviewCase().priority().points()));
        priority.addClassName("priority");
        priority.setTitle("Priority " + entry.reviewCase().priority().points());
        Div top = new Div(Looks.chip(entry.reviewCase().category()), due(entry));
        top.addClassName("queue-top");
        boolean noText = entry.excerpt().isBlank();
        boolean heldBack = Veil.covers(entry.reviewCase().category());
        Span excerpt = new Span(
                heldBack
                        ? "Held back, may be severe"
                        : noText ? "No text" : entry.excerpt().strip());
        excerpt.addClassNames("excerpt", heldBack || noText ? "quiet" : "plain");
        Div bottom = new Div(signs(entry));
        bottom.addClassName("queue-signs");
        Div body = new Div(top, excerpt, bottom);
        body.addClassName("queue-body");
        button.add(priority, body);
        Div item = new Div(button);
        item.getElement().setAttribute("role", "listitem");
        return item;
    }

    private static Span due(QueueEntry entry) {
        Duration left = Duration.between(Instant.now(), entry.reviewCase().dueAt());
        Span due = new Span(
                left.isNegative() ? "overdue" : left.toMinutes() < 60 ? "due in " + Looks.length(left) : waited(entry));
        due.addClassName(left.toMinutes() < 60 ? "due" : "quiet");
        return due;
    }

    private static String waited(QueueEntry entry) {
        Duration waited = Duration.between(entry.reviewCase().openedAt(), Instant.now());
        return waited.toMinutes() < 1 ? "new" : Looks.length(waited);
    }

    private static Span[] signs(QueueEntry entry) {
        List<Span> signs = new java.util.ArrayList<>();
        Span author = Looks.quiet(entry.authorName());
        author.addClassName("author");
        signs.add(author);
        if (entry.reviewCase().causes().contains(Cause.APPEAL)) {
            signs.add(Looks.tag("appeal"));
        }
        if (entry.reports() > 0) {
            signs.add(Looks.tag(Looks.count(entry.reports(), "report", "reports")));
        }
        if (entry.claimedByName() != null) {
            signs.add(Looks.tag("with " + entry.claimedByName()));
        }
        return signs.toArray(Span[]::new);
    }
}
