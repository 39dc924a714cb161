package io.moderato.review.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.moderato.console.Keys;
import io.moderato.console.Turn;
import io.moderato.review.store.PendingDecision;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A quiet message that says what was decided, and offers to take it back as long as that is possible. It lies above the screen, so nothing
 * moves.
 */
final class UndoToast extends Div {
    private final Span words = new Span();
    private final Span left = new Span();
    private @Nullable UUID caseId;

    UndoToast(Turn turn, Consumer<UUID> undo, Runnable over) {
        addClassName("undo");
        getElement().setAttribute("role", "status");
        left.addClassName("undo-left");
        left.getElement().setAttribute("aria-hidden", "true");
        Button back = Keys.button("Z", "Undo");
        back.addThemeVariants(ButtonVariant.SMALL);
        turn.on(back, () -> {
            if (caseId != null) {
                undo.accept(caseId);
            }
        });
        add(words, back, left);
        getElement().addEventListener("undo-over", event -> over.run());
        setVisible(false);
    }

    /** Offers to take that decision back; hides itself if there is none. */
    void show(Optional<PendingDecision> latest) {
        caseId = latest.map(PendingDecision::caseId).orElse(null);
        setVisible(latest.isPresent());
        latest.ifPresent(decision -> {
            words.setText(inWords(decision));
            getElement().executeJs("window.moderato.undo(this, this.querySelector('.undo-left'), $0)", (int)
                    decision.left().toMillis());
        });
    }

    private static String inWords(PendingDecision decision) {
        String what = decision.appealed()
                ? "Appeal answered"
                : switch (decision.outcome()) {
                    case APPROVE -> "Approved";
                    case REJECT -> "Rejected";
                    case MODIFY -> "Masked";
                    case REVIEW -> "Sent on";
                };
        return what + ": " + decision.authorName();
    }
}
