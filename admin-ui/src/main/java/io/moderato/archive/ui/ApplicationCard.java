package io.moderato.archive.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.moderato.archive.applying.Application;
import io.moderato.archive.applying.ApplicationState;
import io.moderato.archive.applying.Counts;
import io.moderato.archive.applying.LeftBecause;
import io.moderato.archive.store.Direction;
import io.moderato.console.Facts;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One application: what was proposed and by whom, how far it is, and what can be done about it now. */
final class ApplicationCard extends Div {
    /** What an admin can do about an application. */
    enum Act {
        /** Lets another admin's proposal be applied. */
        APPROVE,
        /** Takes a proposal back, or refuses it. */
        WITHDRAW,
        /** Ends the work before its next step. */
        STOP,
        /** Lets the work go on. */
        RESUME,
        /** Takes back what was applied. */
        UNDO
    }

    private final transient Application application;
    private final transient Consumer<Act> act;

    /**
     * The card.
     *
     * @param me   who looks at it
     * @param left how many changes are left that it may still take
     * @param act  does the act
     */
    ApplicationCard(Application application, UUID me, int left, Consumer<Act> act) {
        this.application = application;
        this.act = act;
        addClassNames("card", "stack", "application");
        Div head = new Div(
                Words.state(application),
                Looks.quiet("proposed by " + application.proposedByName()),
                Looks.ago(application.proposedAt()));
        head.addClassName("line");
        Span note = new Span(application.terms().note());
        note.addClassName("words");
        add(head, note, terms());
        if (application.stoppedBecause() != null) {
            Div banner = new Div(application.stoppedBecause() + " Nothing of that step was done.");
            banner.addClassName("banner");
            add(banner);
        }
        progress(left);
        buttons(me);
    }

    private Facts terms() {
        Facts facts = new Facts();
        facts.fact("At most", Looks.count(application.terms().atMost(), "content", "contents"));
        facts.fact("Speed", "%,d a minute at most".formatted(application.terms().perMinute()));
        facts.fact(
                "Directions",
                application.terms().directions().isEmpty()
                        ? "all"
                        : application.terms().directions().stream()
                                .sorted(Comparator.comparing(Direction::key))
                                .map(Words::direction)
                                .collect(Collectors.joining(", ")));
        facts.fact("Approved by", application.approvedByName());
        return facts;
    }

    private void progress(int left) {
        Counts counts = application.counts();
        switch (application.state()) {
            case PROPOSED, WITHDRAWN -> {
                // nothing was done
            }
            case APPLYING, APPLIED -> {
                int still = application.state() == ApplicationState.APPLIED
                        ? 0
                        : Math.min(left, application.terms().atMost() - counts.applied());
                bar("How much is applied", counts.applied() + counts.allSkipped(), still);
                add(result("%,d applied".formatted(counts.applied()), "skipped", counts.skipped()));
            }
            case UNDOING, UNDONE -> {
                int still = application.state() == ApplicationState.UNDONE
                        ? 0
                        : Math.max(0, counts.applied() - counts.undone() - counts.allKept());
                bar("How much is taken back", counts.undone() + counts.allKept(), still);
                add(result(
                        "%,d of %,d taken back".formatted(counts.undone(), counts.applied()),
                        "stay as they are",
                        counts.kept()));
            }
        }
    }

    private void bar(String name, int done, int still) {
        if (!application.state().isAtWork()) {
            return;
        }
        ProgressBar bar = new ProgressBar(0, Math.max(1, done + still), done);
        bar.getElement().setAttribute("aria-label", name);
        String time = application.stopped()
                ? "Stopped with %s to go.".formatted(Looks.count(still, "content", "contents"))
                : "%s to go, %s."
                        .formatted(
                                Looks.count(still, "content", "contents"),
                                Words.left(still, application.terms().perMinute()));
        add(bar, Looks.quiet(time));
    }

    /** How many, and how many of each reason were left. */
    private static Div result(String made, String leftWords, Map<LeftBecause, Integer> left) {
        Div result = new Div(new Span(made));
        result.addClassNames("line", "application-result");
        left.entrySet().stream()
                .sorted(Map.Entry.<LeftBecause, Integer>comparingByValue().reversed())
                .forEach(each -> result.add(Looks.tag("%,d %s: %s"
                        .formatted(each.getValue(), leftWords, each.getKey().words()))));
        return result;
    }

    private void buttons(UUID me) {
        Div buttons = new Div();
        buttons.addClassName("line");
        switch (application.state()) {
            case PROPOSED -> {
                boolean mine = application.proposedBy().equals(me);
                Button approve = button("A", "Approve", Act.APPROVE);
                approve.addThemeVariants(ButtonVariant.PRIMARY);
                approve.setEnabled(!mine);
                buttons.add(approve, button("W", mine ? "Withdraw" : "Refuse", Act.WITHDRAW));
                if (mine) {
                    add(new Paragraph("You proposed this, so another admin has to approve it."));
                }
            }
            case APPLYING, UNDOING -> {
                buttons.add(application.stopped() ? button("R", "Resume", Act.RESUME) : button("S", "Stop", Act.STOP));
                if (application.state() == ApplicationState.APPLYING) {
                    buttons.add(undo());
                }
            }
            case APPLIED -> {
                if (application.counts().applied() > 0) {
                    buttons.add(undo());
                }
            }
            case WITHDRAWN, UNDONE -> {
                // nothing is left to do
            }
        }
        if (buttons.getComponentCount() > 0) {
            add(buttons);
        }
    }

    private Button undo() {
        Button undo = button("U", "Undo…", Act.UNDO);
        undo.addThemeVariants(ButtonVariant.ERROR);
        return undo;
    }

    private Button button(String key, String verb, Act what) {
        Button button = Keys.button(key, verb);
        button.addClickListener(click -> act.accept(what));
        return button;
    }
}
