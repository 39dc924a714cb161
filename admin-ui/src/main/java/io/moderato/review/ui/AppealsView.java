package io.moderato.review.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import io.moderato.console.ConsoleLayout;
import io.moderato.console.Looks;
import io.moderato.review.opening.Cause;
import io.moderato.review.store.QueueCounts;
import jakarta.annotation.security.RolesAllowed;

/** The cases in which an author appeals, without appeals against the moderator's own decisions. */
@Route(value = "appeals", layout = ConsoleLayout.class)
@RolesAllowed({"ADMIN", "MODERATOR"})
public class AppealsView extends ReviewScreen {
    AppealsView(ReviewStores stores) {
        super("Appeals", stores, Cause.APPEAL, false);
    }

    @Override
    String left(QueueCounts counts) {
        return counts.appeals() + " waiting";
    }

    @Override
    Div nothingToDo(QueueCounts counts) {
        return counts.appeals() == 0
                ? Looks.empty("No appeal waits for you", "Appeals against your own decisions go to your colleagues.")
                : Looks.empty(
                        Looks.count(counts.appeals(), "appeal waits", "appeals wait"),
                        "Press N to take the most urgent one, or open one from the list.");
    }
}
