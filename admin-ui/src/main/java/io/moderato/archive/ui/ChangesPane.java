package io.moderato.archive.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.moderato.access.login.CurrentAccount;
import io.moderato.archive.applying.FoundChange;
import io.moderato.archive.applying.FoundChanges;
import io.moderato.archive.store.ArchiveRun;
import io.moderato.archive.store.Direction;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.Veil;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.decision.Reason;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The contents that a run would decide otherwise, some at a time, all or those in one direction. */
final class ChangesPane extends Div {
    private static final int PAGE = 20;

    private final transient FoundChanges changes;
    private final transient CurrentAccount account;
    private final Select<Direction> direction = new Select<>();
    private final Button before = Keys.button("[", "Earlier");
    private final Button after = Keys.button("]", "Further");
    private final Span place = Looks.quiet("");
    private final Div list = new Div();
    private transient Map<Direction, Integer> counts = Map.of();
    private @Nullable UUID run;
    private int first;

    ChangesPane(FoundChanges changes, CurrentAccount account) {
        this.changes = changes;
        this.account = account;
        addClassName("detail");
        direction.setLabel("Direction");
        direction.setEmptySelectionAllowed(true);
        direction.setEmptySelectionCaption("All");
        direction.setItemLabelGenerator(each ->
                each == null ? "All" : "%s (%,d)".formatted(Words.direction(each), counts.getOrDefault(each, 0)));
        direction.addValueChangeListener(change -> turnTo(0));
        before.addClickListener(click -> turnTo(first - PAGE));
        after.addClickListener(click -> turnTo(first + PAGE));
        before.addThemeVariants(ButtonVariant.TERTIARY);
        after.addThemeVariants(ButtonVariant.TERTIARY);
        Span gap = new Span();
        gap.addClassName("gap");
        Div tools = new Div(direction, gap, place, before, after);
        tools.addClassNames("tools", "tools-bottom");
        list.addClassName("changes");
        list.getElement().setAttribute("role", "list");
        add(tools, list);
    }

    /** Shows the changes of that run from the beginning. */
    void show(ArchiveRun shown) {
        run = shown.id();
        counts = changes.directions(account.actor(), shown.id());
        direction.setItems(counts.keySet());
        turnTo(0);
    }

    /** Reads the same page anew: by now more may have become of the changes. */
    void refresh() {
        turnTo(first);
    }

    private void turnTo(int wanted) {
        if (run == null) {
            return;
        }
        Direction chosen = direction.getValue();
        int all = chosen == null
                ? counts.values().stream().mapToInt(Integer::intValue).sum()
                : counts.getOrDefault(chosen, 0);
        first = Math.clamp(wanted, 0, Math.max(0, all - 1));
        List<FoundChange> page = changes.page(account.actor(), run, chosen, first, PAGE);
        place.setText(page.isEmpty() ? "" : "%,d to %,d of %,d".formatted(first + 1, first + page.size(), all));
        before.setEnabled(first > 0);
        after.setEnabled(first + PAGE < all);
        list.removeAll();
        page.forEach(change -> list.add(card(change)));
        if (page.isEmpty()) {
            list.add(Looks.empty("No changes", "Every content would be decided as it was."));
        }
    }

    private static Div card(FoundChange change) {
        Div line = new Div(
                Looks.outcome(
                        Words.outcome(change.direction().from()),
                        change.direction().from()),
                new Span("→"),
                Looks.outcome(
                        Words.outcome(change.direction().to()),
                        change.direction().to()));
        line.addClassName("line");
        if (change.edited()) {
            line.add(Looks.tag("edited since"));
        }
        Span became = became(change);
        if (became != null) {
            Span gap = new Span();
            gap.addClassName("gap");
            line.add(gap, became);
        }
        Div card = new Div(line, text(change), reasons("Then", change.before()), reasons("Now", change.now()));
        card.addClassNames("card", "change");
        card.getElement().setAttribute("role", "listitem");
        return card;
    }

    private static @Nullable Span became(FoundChange change) {
        String because = change.because() == null ? "" : ": " + change.because().words();
        return switch (change.state()) {
            case null -> null;
            case APPLIED -> Looks.outcome("Applied", Outcome.APPROVE);
            case SKIPPED -> Looks.tag("Skipped" + because);
            case UNDONE -> Looks.outcome("Taken back", Outcome.MODIFY);
            case KEPT -> Looks.tag("Stays applied" + because);
        };
    }

    private static Div text(FoundChange change) {
        if (change.excerpt() == null) {
            return new Div(Looks.quiet("This content was erased."));
        }
        Div text = new Div(change.excerpt().isBlank() ? "(no text, only images)" : change.excerpt());
        text.addClassNames("words", "change-text");
        return severe(change)
                .map(category -> Veil.over(text, Looks.shortName(category) + ": held back until you ask for it."))
                .orElse(text);
    }

    private static Optional<Category> severe(FoundChange change) {
        return Stream.concat(change.before().stream(), change.now().stream())
                .map(Reason::category)
                .filter(Objects::nonNull)
                .filter(Veil::covers)
                .findFirst();
    }

    private static Div reasons(String when, List<Reason> reasons) {
        Div all = new Div(Looks.eyebrow(when));
        all.addClassName("change-reasons");
        Div words = new Div();
        words.addClassName("lines");
        for (Reason reason : reasons) {
            Span line = new Span();
            line.addClassName("reason");
            if (reason.category() != null) {
                line.add(Looks.chip(reason.category()));
            }
            line.add(new Span(reason.text()));
            words.add(line);
        }
        all.add(words);
        return all;
    }
}
