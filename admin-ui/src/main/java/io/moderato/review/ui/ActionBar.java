package io.moderato.review.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.moderato.console.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The bar of acts with their keys, the note for colleagues and the time that is left. */
final class ActionBar extends Div {
    private static final int LONGEST_NOTE = 5000;

    final Button approve = Keys.button("A", "Approve");
    final Button reject = Keys.button("R", "Reject…");
    final Button modify = Keys.button("M", "Modify…");
    final Button uphold = Keys.button("U", "Uphold…");
    final Button overturn = Keys.button("O", "Overturn…");
    final Button skip = Keys.button("S", "Skip");
    final Button claim = Keys.button("C", "Claim");
    final Button next = Keys.button("N", "Next");

    private final TextField note = new TextField();
    private final Span lease = new Span();
    private final Div banner = new Div();

    ActionBar(Runnable renew, Consumer<String> noteChanged) {
        addClassName("actions");
        getElement().setAttribute("role", "toolbar");
        getElement().setAttribute("aria-label", "Decide");
        banner.addClassName("banner");
        banner.getElement().setAttribute("role", "alert");
        banner.setVisible(false);
        note.setPlaceholder("Note (T)");
        note.setAriaLabel("Note for colleagues");
        note.setMaxLength(LONGEST_NOTE);
        note.setValueChangeMode(ValueChangeMode.LAZY);
        note.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                noteChanged.accept(change.getValue());
            }
        });
        note.addClassName("note");
        note.getElement().setAttribute("data-focus", "t");
        lease.addClassName("lease");
        lease.setTitle("Time left with this case; while you work on it, the time begins anew");
        lease.getElement().addEventListener("lease-over", event -> renew.run());
        lease.getElement().addEventListener("lease-renew", event -> renew.run());
        Keys.on(next, "n enter");
        next.addThemeVariants(ButtonVariant.PRIMARY);
        // the digit that follows belongs to the list of rules, even if it is pressed before the list is drawn
        reject.getElement().setAttribute("data-opens", "digits");
        skip.setTooltipText("Put it back into the queue and take another");
        Div acts = new Div(approve, reject, uphold, overturn, modify, skip, claim, next);
        acts.addClassName("acts");
        add(banner, new Div(acts, note, lease));
        getChildren()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .getElement()
                .getClassList()
                .add("actions-row");
        none();
    }

    /** Offers the only act without a case: taking one. */
    void none() {
        offer(false, false, false);
        note.clear();
        running(null);
    }

    /** Offers the acts for a case. */
    void about(CaseFile file, boolean mine, boolean free) {
        offer(mine || free, file.appeal() != null, mine);
        claim.setVisible(free && !mine);
        running(mine ? file.reviewCase().leaseUntil() : null);
    }

    private void offer(boolean decidable, boolean appeal, boolean mine) {
        approve.setVisible(decidable && !appeal);
        reject.setVisible(decidable && !appeal);
        uphold.setVisible(decidable && appeal);
        overturn.setVisible(decidable && appeal);
        modify.setVisible(decidable);
        skip.setVisible(mine);
        claim.setVisible(false);
        note.setVisible(decidable);
    }

    /** Counts down to that instant, or not at all. */
    void running(@Nullable Instant until) {
        long seconds = until == null
                ? -1
                : Math.max(0, Duration.between(Instant.now(), until).toSeconds());
        lease.getElement().executeJs("window.moderato.lease(this, $0)", (int) seconds);
    }

    /** Shows the problem that stands in the way, or clears it. */
    void banner(@Nullable String message) {
        banner.setText(message == null ? "" : message);
        banner.setVisible(message != null);
    }

    /** The moderator's note for colleagues; empty if there is none. */
    @Nullable
    String note() {
        String words = note.getValue().strip();
        return words.isEmpty() ? null : words;
    }

    /** Shows the note of the case that is shown. */
    void note(String words) {
        note.setValue(words);
    }
}
