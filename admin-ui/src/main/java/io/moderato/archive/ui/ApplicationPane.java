package io.moderato.archive.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.shared.Registration;
import io.moderato.access.login.CurrentAccount;
import io.moderato.access.store.Actor;
import io.moderato.archive.applying.Application;
import io.moderato.archive.applying.ApplicationState;
import io.moderato.archive.applying.Applications;
import io.moderato.archive.applying.FoundChanges;
import io.moderato.archive.store.ArchiveRun;
import io.moderato.archive.store.RunKind;
import io.moderato.archive.ui.ApplicationCard.Act;
import io.moderato.console.Confirm;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.Notices;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The applications of a run, the newest first, and the way to propose one. While one is at work, its progress is shown as it goes. */
final class ApplicationPane extends Div {
    private static final int LOOK_EVERY_MILLIS = 2000;

    private final transient Applications applications;
    private final transient FoundChanges changes;
    private final transient CurrentAccount account;
    private final Button propose = Keys.button("P", "Propose to apply…");
    private final Div list = new Div();
    private transient List<Application> shown = List.of();
    private transient @Nullable ArchiveRun run;
    private transient @Nullable Registration looking;

    ApplicationPane(Applications applications, FoundChanges changes, CurrentAccount account) {
        this.applications = applications;
        this.changes = changes;
        this.account = account;
        addClassName("detail");
        propose.addThemeVariants(ButtonVariant.PRIMARY);
        propose.addClickListener(click -> propose());
        list.addClassName("stack");
        add(list);
    }

    /** Shows the applications of that run. */
    void show(ArchiveRun chosen) {
        run = chosen;
        refresh();
    }

    /** Reads the applications anew. */
    void refresh() {
        if (run == null) {
            return;
        }
        list.removeAll();
        if (run.kind() != RunKind.RE_MODERATION) {
            list.add(Looks.empty("Nothing to apply", "Only a re-moderation finds changes that can be applied."));
            return;
        }
        if (!run.isFinished()) {
            list.add(Looks.empty("Not finished", "What a re-moderation finds can be applied when it is finished."));
            return;
        }
        Actor me = account.actor();
        shown = applications.of(me, run.id());
        int left = applications.left(me, run.id(), Set.of());
        boolean free = shown.stream().noneMatch(ApplicationPane::isOpen);
        if (free && left > 0) {
            Div tools = new Div(
                    propose,
                    Looks.quiet("%s not applied yet".formatted(Looks.count(left, "change is", "changes are"))));
            tools.addClassName("line");
            list.add(tools);
        } else if (shown.isEmpty()) {
            list.add(Looks.empty("Nothing to apply", "Every content would be decided as it was."));
        }
        for (Application each : shown) {
            int still = each.state() == ApplicationState.APPLYING
                    ? applications.left(me, run.id(), each.terms().directions())
                    : 0;
            list.add(new ApplicationCard(each, me.id(), still, act -> act(each, act)));
        }
        look(shown.stream().anyMatch(each -> each.state().isAtWork() && !each.stopped()));
    }

    private static boolean isOpen(Application application) {
        return application.state() == ApplicationState.PROPOSED
                || application.state().isAtWork();
    }

    private void propose() {
        if (run != null) {
            ArchiveRun chosen = run;
            Actor me = account.actor();
            new ProposeDialog(
                            applications.left(me, chosen.id(), Set.of()),
                            changes.directions(me, chosen.id()),
                            terms -> {
                                applications.propose(account.actor(), chosen.id(), terms);
                                refresh();
                            })
                    .open();
        }
    }

    private void act(Application application, Act act) {
        if (act == Act.UNDO) {
            int applied = application.counts().applied();
            Confirm.ask(
                    "Take back %s?".formatted(Looks.count(applied, "decision", "decisions")),
                    "Each content gets a further decision with the earlier outcome, %,d a minute at most. Platforms and authors are told again. What a person has decided since stays as it is."
                            .formatted(application.terms().perMinute()),
                    "Take back",
                    () -> attempt(application, act));
        } else {
            attempt(application, act);
        }
    }

    private void attempt(Application application, Act act) {
        Notices.attempt(() -> {
            switch (act) {
                case APPROVE -> applications.approve(account.actor(), application.id());
                case WITHDRAW -> applications.withdraw(account.actor(), application.id());
                case STOP -> applications.stop(account.actor(), application.id());
                case RESUME -> applications.resume(account.actor(), application.id());
                case UNDO -> applications.undo(account.actor(), application.id());
            }
        });
        refresh();
    }

    private void look(boolean wanted) {
        UI ui = getUI().orElse(null);
        if (ui == null || wanted == (looking != null)) {
            return;
        }
        if (wanted) {
            ui.setPollInterval(LOOK_EVERY_MILLIS);
            looking = ui.addPollListener(poll -> refreshIfChanged());
        } else {
            stopLooking(ui);
        }
    }

    /** Shows how far it is, and leaves the screen alone where nothing has changed, so that the focus stays. */
    private void refreshIfChanged() {
        if (run != null && !applications.of(account.actor(), run.id()).equals(shown)) {
            refresh();
            list.getElement().executeJs("window.moderato.refocus(this)");
        }
    }

    private void stopLooking(UI ui) {
        if (looking != null) {
            looking.remove();
            looking = null;
            ui.setPollInterval(-1);
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        refresh();
    }

    @Override
    protected void onDetach(DetachEvent event) {
        stopLooking(event.getUI());
    }
}
