package io.moderato.review.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import io.moderato.console.ConsoleLayout;
import io.moderato.console.Looks;
import io.moderato.review.store.QueueCounts;
import jakarta.annotation.security.RolesAllowed;

/** The cases that wait for a moderator, the most urgent first. */
@Route(value = "queue", layout = ConsoleLayout.class)
@RolesAllowed({"ADMIN", "MODERATOR"})
public class QueueView extends ReviewScreen {
    QueueView(ReviewStores stores) {
        super("Queue", stores, null, false);
    }

    @Override
    String left(QueueCounts counts) {
        return counts.waiting() + " waiting"
                + (counts.dueSoon() == 0 ? "" : ", " + counts.dueSoon() + " due within the hour");
    }

    @Override
    Div nothingToDo(QueueCounts counts) {
        return counts.waiting() == 0
                ? Looks.empty("All clear", "Nothing waits for you. Take a breath; new cases appear here by themselves.")
                : Looks.empty(
                        Looks.count(counts.waiting(), "case waits", "cases wait"),
                        "Press N to take the most urgent one, or open one from the list.");
    }
}
