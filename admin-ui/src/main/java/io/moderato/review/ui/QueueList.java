package io.moderato.review.ui;

import com.vaadin.flow.component.html.Span;
import io.moderato.console.Looks;
import io.moderato.console.Veil;
import io.moderato.console.WaitingList;
import io.moderato.review.opening.Cause;
import io.moderato.review.store.QueueEntry;
import io.moderato.review.store.ReviewCase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The waiting cases. The list is redrawn only when something changed, so that it does not flicker. */
final class QueueList extends WaitingList {
    private final transient Consumer<QueueEntry> open;
    private transient List<QueueEntry> shown = List.of();
    private @Nullable UUID current;

    QueueList(Consumer<QueueEntry> open) {
        super("Waiting cases");
        this.open = open;
    }

    /** Shows these cases, with {@code openCase} marked. */
    void show(List<QueueEntry> entries, @Nullable UUID openCase, String emptyText) {
        boolean same = entries.equals(shown) && java.util.Objects.equals(openCase, current) && getComponentCount() > 0;
        if (same) {
            return;
        }
        shown = List.copyOf(entries);
        current = openCase;
        show(entries.stream().map(this::line).toList(), emptyText);
    }

    private Line line(QueueEntry entry) {
        ReviewCase reviewCase = entry.reviewCase();
        boolean noText = entry.excerpt().isBlank();
        boolean heldBack = Veil.covers(reviewCase.category());
        String points = Integer.toString(reviewCase.priority().points());
        return new Line(
                reviewCase.id().toString(),
                reviewCase.category(),
                reviewCase.id().equals(current),
                points,
                "Priority " + points,
                due(entry),
                heldBack
                        ? "Held back, may be severe"
                        : noText ? "No text" : entry.excerpt().strip(),
                !heldBack && !noText,
                signs(entry),
                () -> open.accept(entry));
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

    private static List<Span> signs(QueueEntry entry) {
        List<Span> signs = new ArrayList<>();
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
        return signs;
    }
}
