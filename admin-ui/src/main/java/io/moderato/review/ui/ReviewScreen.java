package io.moderato.review.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import io.moderato.access.store.Actor;
import io.moderato.console.Key;
import io.moderato.console.Keys;
import io.moderato.console.Notices;
import io.moderato.console.Screen;
import io.moderato.console.Turn;
import io.moderato.decision.Outcome;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.review.opening.Cause;
import io.moderato.review.store.CaseState;
import io.moderato.review.store.QueueCounts;
import io.moderato.review.store.Resolution;
import io.moderato.review.store.ReviewCase;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A screen with queue, case and evidence side by side, and the acts below. Its subclasses show different parts of the queue. */
abstract class ReviewScreen extends Screen {
    private static final int LIST_LENGTH = 100;
    private static final int TICK_SECONDS = 10;

    private final transient ReviewStores stores;
    private final transient CaseDrafts drafts = CaseDrafts.ofSession();
    private final transient CaseDesk desk;
    private final transient Turn turn = new Turn(this);
    private final QueueFilters filters;
    private final QueueList list = new QueueList(entry -> tell(() -> {
        desk().open(entry);
        draw();
    }));
    private final CasePane pane = new CasePane();
    private final EvidencePane evidence = new EvidencePane();
    private final ActionBar actions = new ActionBar(this::renew, this::keepNote);
    private final UndoToast toast = new UndoToast(turn, this::undo, this::refresh);

    ReviewScreen(String place, ReviewStores stores, @Nullable Cause cause, boolean mineOnly) {
        super(place);
        this.stores = stores;
        this.desk = new CaseDesk(stores, drafts);
        this.filters = new QueueFilters(stores.account().communities(), cause, mineOnly, this::refresh);
        addClassName("review");
        Div queue = new Div(filters, list);
        queue.addClassName("queue");
        Button drawer = Keys.button("L", "Queue");
        drawer.addClassName("queue-toggle");
        drawer.addClickListener(click -> getElement().executeJs("this.classList.toggle('queue-open')"));
        Div middle = new Div(drawer, pane);
        middle.addClassName("middle");
        add(queue, middle, evidence, toast, actions);
        wire();
    }

    /** The work that is left, for the title. */
    abstract String left(QueueCounts counts);

    /** The content of the middle when there is nothing to do. */
    abstract Div nothingToDo(QueueCounts counts);

    private void wire() {
        turn.on(actions.next, () -> tell(this::next));
        turn.on(
                actions.skip,
                () -> tell(() -> {
                    desk.skip(filters.chosen());
                    draw();
                }));
        turn.on(
                actions.claim,
                () -> tell(() -> {
                    desk.claim();
                    draw();
                }));
        turn.on(
                actions.approve,
                () -> about(shown -> decide(
                        shown, new Resolution(Outcome.APPROVE, PolicyReasons.APPROVED, null, actions.note(), null))));
        turn.on(
                actions.reject,
                () -> about(shown -> new RejectDialog(
                                shown.reviewCase().category(), actions::note, resolution -> decide(shown, resolution))
                        .open()));
        turn.on(
                actions.modify,
                () -> about(shown -> new ModifyDialog(
                                shown, undone(shown), actions::note, resolution -> decide(shown, resolution))
                        .open()));
        turn.on(
                actions.uphold,
                () -> about(shown -> AnswerDialog.uphold(
                                shown, undone(shown), actions::note, resolution -> decide(shown, resolution))
                        .open()));
        turn.on(
                actions.overturn,
                () -> about(shown -> AnswerDialog.overturn(
                                undone(shown), actions::note, resolution -> decide(shown, resolution))
                        .open()));
        getElement().addEventListener("tick", event -> refresh());
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        tell(() -> {
            desk.resume(filters.mine());
            draw();
        });
        getElement().executeJs("window.moderato.tick(this, $0)", TICK_SECONDS);
    }

    @Override
    public List<Key> keys() {
        return List.of(
                new Key("N or Enter", "take the next case; the one you have goes back"),
                new Key("↑ ↓ or J K", "move in the queue, Enter opens"),
                new Key("A", "approve"),
                new Key("R, then a digit", "reject by that rule"),
                new Key("M, then Ctrl + Enter", "modify the text"),
                new Key("U, O", "uphold or overturn, for an appeal"),
                new Key("Z", "undo the latest decision while its time runs"),
                new Key("T", "write a note for colleagues"),
                new Key("S", "skip: put the case back for others and take another"),
                new Key("C", "claim the case that is shown"),
                new Key("V", "show a text that is held back"),
                new Key("L", "open the queue on a narrow window"));
    }

    private void next() {
        if (!desk.next(filters.chosen()) && desk.isMine()) {
            refresh();
            actions.banner("No other case waits for you. This one stays with you.");
        } else {
            draw();
        }
    }

    private void decide(CaseFile about, Resolution resolution) {
        tell(() -> {
            desk.decide(about, resolution);
            if (desk.latest().isEmpty()) {
                Notices.done("Decided.");
            }
            desk.resume(filters.mine());
            if (desk.file().isEmpty()) {
                desk.next(filters.chosen());
            }
            draw();
        });
        turn.next();
    }

    private void undo(UUID caseId) {
        if (Notices.attempt(() -> desk.undo(caseId))) {
            actions.banner(null);
            draw();
        } else {
            refresh();
        }
    }

    private void renew() {
        tell(() -> desk.renew().ifPresent(actions::running));
    }

    private void keepNote(String words) {
        desk.file().ifPresent(shown -> drafts.note(shown.reviewCase().id(), words));
    }

    private @Nullable Resolution undone(CaseFile shown) {
        return drafts.undone(shown.reviewCase().id());
    }

    private CaseDesk desk() {
        return desk;
    }

    private void refresh() {
        Actor actor = stores.account().actor();
        rest(left(stores.queue().counts(actor)));
        list.show(
                stores.queue().list(actor, filters.chosen(), 0, LIST_LENGTH),
                desk.file().map(shown -> shown.reviewCase().id()).orElse(null),
                "Nothing here.");
        toast.show(desk.latest());
        desk.returned()
                .forEach(each -> Notices.untilClosed(
                        "Your decision “" + inWords(each.outcome()) + "” was not made. " + each.why()));
    }

    private static String inWords(Outcome outcome) {
        return switch (outcome) {
            case APPROVE -> "Approve";
            case REJECT -> "Reject";
            case MODIFY -> "Modify";
            case REVIEW -> "Review";
        };
    }

    /** Draws the case on the desk. */
    private void draw() {
        desk.file().ifPresentOrElse(this::draw, this::drawNothing);
        turn.next();
        refresh();
    }

    private void draw(CaseFile shown) {
        ReviewCase about = shown.reviewCase();
        actions.note(drafts.note(about.id()));
        pane.show(shown);
        evidence.show(shown);
        actions.about(shown, desk.isMine(), about.state() == CaseState.OPEN);
        actions.banner(
                about.state() == CaseState.CLAIMED && !desk.isMine()
                        ? (shown.claimant() == null ? "A colleague" : shown.claimant())
                                + " has this case now. You can read it, or take the next one."
                        : null);
        getElement().executeJs("this.classList.remove('queue-open')");
    }

    private void drawNothing() {
        pane.showEmpty(nothingToDo(stores.queue().counts(stores.account().actor())));
        evidence.removeAll();
        actions.none();
    }

    /** Does the act. A problem is shown above the buttons until the next act, and written text stays. */
    private void tell(Runnable act) {
        try {
            actions.banner(null);
            act.run();
        } catch (ProblemException problem) {
            if (problem.key() == ProblemKey.CHANGED_MEANWHILE && desk.reopen()) {
                draw();
            } else {
                desk.lost();
                desk.file().ifPresentOrElse(shown -> actions.about(shown, false, true), this::drawNothing);
            }
            refresh();
            actions.banner(problem.getMessage() + (actions.note() == null ? "" : " Your note is still here."));
        }
    }

    private void about(Consumer<CaseFile> act) {
        desk.file().ifPresent(act);
    }
}
