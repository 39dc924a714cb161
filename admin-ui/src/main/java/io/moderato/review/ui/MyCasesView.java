package io.moderato.review.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import io.moderato.console.ConsoleLayout;
import io.moderato.console.Looks;
import io.moderato.review.store.QueueCounts;
import jakarta.annotation.security.RolesAllowed;

/** The cases that the moderator has claimed at the moment. */
@Route(value = "my-cases", layout = ConsoleLayout.class)
@RolesAllowed({"ADMIN", "MODERATOR"})
public class MyCasesView extends ReviewScreen {
    MyCasesView(ReviewStores stores) {
        super("My cases", stores, null, true);
    }

    @Override
    String left(QueueCounts counts) {
        return counts.mine() + " with you, " + counts.waiting() + " waiting";
    }

    @Override
    Div nothingToDo(QueueCounts counts) {
        return counts.mine() == 0
                ? Looks.empty("You have no case", "Go to the queue (g, then q) and press N to take one.")
                : Looks.empty(
                        "You have " + Looks.count(counts.mine(), "case", "cases"),
                        "Press N to go on with the most urgent one.");
    }
}
