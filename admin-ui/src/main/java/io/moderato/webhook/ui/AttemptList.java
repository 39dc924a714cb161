package io.moderato.webhook.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.moderato.console.Looks;
import io.moderato.webhook.store.Attempt;
import io.moderato.webhook.store.Delivery;
import java.time.Instant;
import java.util.List;

/** All calls that were made for a delivery, the latest first. */
final class AttemptList extends Div {
    AttemptList(Delivery delivery, List<Attempt> attempts) {
        addClassNames("stack", "attempts");
        add(Looks.quiet("Event " + delivery.eventId()
                + (delivery.content() == null ? "" : " · content " + delivery.content())));
        Delivery.Taken taken = delivery.taken();
        if (taken != null) {
            add(line("Taken with %d after %s.".formatted(taken.status(), Words.took(taken.took())), taken.at()));
        }
        for (Attempt attempt : attempts) {
            add(line(
                    attempt.took().isZero()
                            ? attempt.words()
                            : attempt.words() + " (" + Words.took(attempt.took()) + ")",
                    attempt.at()));
            if (!attempt.answer().isBlank()) {
                add(answer(attempt));
            }
        }
        if (attempts.isEmpty() && taken == null) {
            add(new Div("No call was made yet."));
        }
    }

    private static Div line(String words, Instant at) {
        Div line = new Div(Looks.ago(at), new Span(words));
        line.addClassName("attempt");
        return line;
    }

    /** The beginning of what the receiver answered. */
    static Pre answer(Attempt attempt) {
        Pre answer = new Pre(attempt.answer());
        answer.addClassName("payload");
        return answer;
    }
}
