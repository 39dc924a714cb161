package io.moderato.webhook.ui;

import com.vaadin.flow.component.html.Span;
import io.moderato.console.Looks;
import io.moderato.decision.Outcome;
import io.moderato.webhook.store.DeliveryState;
import java.time.Duration;
import java.util.Locale;

/** Events and times as people read them. */
final class Words {
    private static final int MILLIS_WORTH_SECONDS = 1000;

    private Words() {}

    /** The key of an event's type in words: "Content decided". */
    static String event(String key) {
        return key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1).replace('.', ' ');
    }

    static String state(DeliveryState state) {
        return switch (state) {
            case WAITING -> "Waiting";
            case DELIVERED -> "Delivered";
            case DEAD -> "Failed";
        };
    }

    /** A state as a word with a colour. */
    static Span sign(DeliveryState state) {
        return Looks.outcome(
                state(state),
                switch (state) {
                    case WAITING -> Outcome.REVIEW;
                    case DELIVERED -> Outcome.APPROVE;
                    case DEAD -> Outcome.REJECT;
                });
    }

    static String took(Duration time) {
        return time.toMillis() < MILLIS_WORTH_SECONDS
                ? time.toMillis() + " ms"
                : "%.1f s".formatted(time.toMillis() / (double) MILLIS_WORTH_SECONDS);
    }
}
