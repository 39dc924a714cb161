package io.moderato.content.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;
import io.moderato.appeal.store.Appeal;
import io.moderato.appeal.store.AppealState;
import io.moderato.appeal.store.Appeals;
import io.moderato.console.Looks;
import io.moderato.console.Notices;
import io.moderato.content.store.StoredContent;
import io.moderato.contenttype.Outline;
import io.moderato.contenttype.ui.FieldList;
import io.moderato.decision.Decision;
import io.moderato.decision.store.StatementOfReasons;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows an author one content: what happened and why, what the author can do, and how the appeal goes. */
final class ContentStory extends Div {
    private static final int LONGEST_APPEAL = 5000;

    private final transient Consumer<String> lodge;

    ContentStory(
            StoredContent stored,
            @Nullable Outline outline,
            Optional<Decision> standing,
            List<Decision> history,
            List<Appeal> appeals,
            Consumer<String> lodge,
            Runnable back) {
        this.lodge = lodge;
        addClassName("story");
        Button all = new Button("All my content", VaadinIcon.ARROW_LEFT.create(), click -> back.run());
        all.addThemeVariants(ButtonVariant.TERTIARY);
        all.addClassName("back");
        add(all);
        boolean detected = history.stream()
                .anyMatch(decision ->
                        decision.automatic() && decision.result().outcome().restricts());
        StatementOfReasons statement = standing.map(
                        decision -> StatementOfReasons.of(decision, detected, Appeals.redress(decision, appeals)))
                .orElse(null);
        add(
                new H2(headline(standing)),
                quote("You posted", posted(stored, outline), stored.content().postedAt()));
        standing.map(decision -> decision.result().modifiedText())
                .ifPresent(shown -> add(
                        quote("Others see", words(shown), standing.orElseThrow().decidedAt())));
        if (statement != null) {
            add(statement(statement));
        }
        if (!appeals.isEmpty()) {
            add(timeline(appeals.getLast()));
        }
        if (statement != null && statement.appealUntil() != null) {
            add(form());
        }
    }

    private static String headline(Optional<Decision> standing) {
        if (standing.isEmpty()) {
            return "Your post is being checked";
        }
        return switch (standing.get().result().outcome()) {
            case APPROVE -> "Your post is shown";
            case REJECT -> "Your post was removed";
            case REVIEW -> "A person is looking at your post";
            case MODIFY -> "A part of your post was masked";
        };
    }

    private static Div posted(StoredContent stored, @Nullable Outline outline) {
        return outline == null
                ? words(stored.content().text())
                : new FieldList(outline, range -> words(range.field().value()), Span::new);
    }

    private static Div words(String text) {
        Div words = new Div(text);
        words.addClassName("mine-quote");
        return words;
    }

    private static Div quote(String label, Div words, Instant when) {
        Div head = new Div(Looks.eyebrow(label), Looks.ago(when));
        head.addClassName("line");
        return new Div(head, words);
    }

    private static Div statement(StatementOfReasons statement) {
        Div reasons = new Div();
        reasons.addClassName("statement");
        part(reasons, "What happened", statement.restriction());
        part(reasons, "The rule", statement.ground() + ".");
        String by = switch (statement.automatedDecision()) {
            case FULLY -> "A computer program found it and decided; no person was involved.";
            case PARTIALLY -> "A person decided about this text before, and a computer program found it again.";
            case NOT_AUTOMATED ->
                statement.automatedDetection()
                        ? "A computer program found it, and a person decided."
                        : "A person decided.";
        };
        part(reasons, "Who decided", by);
        if (statement.automatedDecision() == StatementOfReasons.AutomatedDecision.NOT_AUTOMATED) {
            part(reasons, "What they wrote", String.join(" ", statement.facts()));
        }
        part(reasons, "Since", Looks.day(statement.appliedAt()) + ", until somebody decides otherwise");
        Instant until = statement.appealUntil();
        part(
                reasons,
                "What you can do",
                statement.redress() + (until == null ? "" : " You have time until " + Looks.day(until) + "."));
        return reasons;
    }

    private static void part(Div parent, String label, String text) {
        Span name = Looks.quiet(label);
        parent.add(name, new Span(text));
    }

    private Div form() {
        TextArea words = new TextArea("Why is the decision wrong?");
        words.setHelperText("In your own words. A person who did not make the decision reads it.");
        words.setMaxLength(LONGEST_APPEAL);
        words.setWidthFull();
        words.setMinHeight("7rem");
        Button send = new Button("Send the appeal", click -> {
            if (Notices.attempt(() -> lodge.accept(words.getValue().strip()))) {
                Notices.done("Your appeal is on its way. You see the answer here.");
            }
        });
        send.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.LARGE);
        Button open = new Button("Appeal");
        open.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.LARGE);
        Div form = new Div(words, send);
        form.addClassName("appeal-form");
        form.setVisible(false);
        open.addClickListener(click -> {
            open.setVisible(false);
            form.setVisible(true);
            words.focus();
        });
        return new Div(open, form);
    }

    private static Div timeline(Appeal appeal) {
        boolean decided = appeal.state() != AppealState.RECEIVED;
        Div steps = new Div();
        steps.addClassName("appeal-steps");
        steps.add(step(true, "Your appeal was received", Looks.day(appeal.receivedAt()), appeal.text()));
        steps.add(step(true, decided ? "A person looked at it" : "A person is looking at it", "", ""));
        Instant at = appeal.decidedAt();
        String title = switch (appeal.state()) {
            case RECEIVED -> "You will see the answer here";
            case UPHELD -> "The decision stays as it is";
            case OVERTURNED -> "You were right: the decision was changed";
            case ERASED -> "Your post was erased, so nothing is left to decide";
        };
        String answer = appeal.answer();
        steps.add(step(decided, title, at == null ? "" : Looks.day(at), answer == null ? "" : answer));
        Div timeline = new Div(new H2("Your appeal"), steps);
        timeline.addClassName("stack");
        if (appeal.state() == AppealState.UPHELD) {
            timeline.add(new Paragraph(
                    "This answer is final here. You may still turn to an out-of-court dispute body or a court."));
        }
        return timeline;
    }

    private static Div step(boolean done, String title, String when, String text) {
        Span name = new Span(title);
        name.addClassName("strong");
        Span date = Looks.quiet(when);
        Div head = new Div(name, date);
        head.addClassName("line");
        Div step = new Div(head);
        step.addClassName("appeal-step");
        step.getElement().getClassList().set("done", done);
        if (!text.isEmpty()) {
            Div words = new Div(text);
            words.addClassName("words");
            step.add(words);
        }
        return step;
    }
}
