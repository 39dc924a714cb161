package io.moderato.review.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.moderato.access.Actor;
import io.moderato.community.CommunityId;
import io.moderato.console.Key;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.Notices;
import io.moderato.console.Screen;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.review.CaseState;
import io.moderato.review.Cause;
import io.moderato.review.QueueCounts;
import io.moderato.review.QueueEntry;
import io.moderato.review.QueueFilter;
import io.moderato.review.Resolution;
import io.moderato.review.ReviewCase;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Queue, case and evidence side by side, and the acts below. The screens differ in which part of the queue they show. */
abstract class ReviewScreen extends Screen {
    private static final int LIST_LENGTH = 100;
    private static final int TICK_SECONDS = 10;

    private final transient ReviewStores stores;
    private final @Nullable Cause cause;
    private final boolean mineOnly;
    private final QueueList list = new QueueList(this::open);
    private final CasePane pane = new CasePane();
    private final EvidencePane evidence = new EvidencePane();
    private final ActionBar actions = new ActionBar(this::leaseOver, this::renew);
    private final Select<Category> category = new Select<>();
    private final Select<CommunityId> community = new Select<>();
    private transient @Nullable CaseFile file;
    private boolean mine;

    ReviewScreen(String place, ReviewStores stores, @Nullable Cause cause, boolean mineOnly) {
        super(place);
        this.stores = stores;
        this.cause = cause;
        this.mineOnly = mineOnly;
        addClassName("review");
        Div queue = new Div(filters(), list);
        queue.addClassName("queue");
        Button drawer = Keys.button("L", "Queue");
        drawer.addClassName("queue-toggle");
        drawer.addClickListener(click -> getElement().executeJs("this.classList.toggle('queue-open')"));
        Div middle = new Div(drawer, pane);
        middle.addClassName("middle");
        add(queue, middle, evidence, actions);
        wire();
    }

    /** What the title says is left. */
    abstract String left(QueueCounts counts);

    /** What stands in the middle when there is nothing to do. */
    abstract Div nothingToDo(QueueCounts counts);

    private Div filters() {
        category.setItems(Category.values());
        category.setEmptySelectionAllowed(true);
        category.setEmptySelectionCaption("All categories");
        category.setItemLabelGenerator(each -> each == null ? "All categories" : Looks.shortName(each));
        category.setAriaLabel("Category");
        category.addValueChangeListener(change -> refresh());
        community.setItems(stores.account().communities());
        community.setEmptySelectionAllowed(true);
        community.setEmptySelectionCaption("All communities");
        community.setItemLabelGenerator(each -> each == null ? "All communities" : each.value());
        community.setAriaLabel("Community");
        community.addValueChangeListener(change -> refresh());
        community.setVisible(stores.account().communities().size() > 1);
        Div filters = new Div(category, community);
        filters.addClassName("filters");
        return filters;
    }

    private void wire() {
        actions.next.addClickListener(click -> next());
        actions.claim.addClickListener(click -> tell(this::claimShown));
        actions.skip.addClickListener(click -> skip());
        actions.approve.addClickListener(
                click -> decide(new Resolution(Outcome.APPROVE, PolicyReasons.APPROVED, null, actions.note(), null)));
        actions.reject.addClickListener(click ->
                withFile(shown -> new RejectDialog(shown.reviewCase().category(), actions::note, this::decide).open()));
        actions.modify.addClickListener(
                click -> withFile(shown -> new ModifyDialog(shown, actions::note, this::decide).open()));
        actions.uphold.addClickListener(click -> withFile(
                shown -> AnswerDialog.uphold(shown, actions::note, this::decide).open()));
        actions.overturn.addClickListener(
                click -> AnswerDialog.overturn(actions::note, this::decide).open());
        getElement().addEventListener("tick", event -> refresh());
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        refresh();
        showNothing();
        getElement().executeJs("window.moderato.tick(this, $0)", TICK_SECONDS);
    }

    @Override
    public List<Key> keys() {
        return List.of(
                new Key("N or Enter", "claim the next case"),
                new Key("↑ ↓ or J K", "move in the queue, Enter opens"),
                new Key("A", "approve"),
                new Key("R, then a digit", "reject by that rule"),
                new Key("M, then Ctrl + Enter", "modify the text"),
                new Key("U, O", "uphold or overturn, for an appeal"),
                new Key("T", "write a note for colleagues"),
                new Key("S", "skip: put the case back and take the next"),
                new Key("C", "claim the case that is shown"),
                new Key("V", "show a text that is held back"),
                new Key("L", "open the queue on a narrow window"));
    }

    private Actor actor() {
        return stores.account().actor();
    }

    private List<QueueEntry> entries() {
        QueueFilter filter = new QueueFilter(community.getValue(), category.getValue(), cause, mineOnly);
        return stores.queue().list(actor(), filter, 0, LIST_LENGTH);
    }

    private void refresh() {
        QueueCounts counts = stores.queue().counts(actor());
        rest(left(counts));
        list.show(entries(), file == null ? null : file.reviewCase().id(), "Nothing here.");
    }

    private void showNothing() {
        file = null;
        mine = false;
        pane.showEmpty(nothingToDo(stores.queue().counts(actor())));
        evidence.removeAll();
        actions.none();
    }

    private void open(QueueEntry entry) {
        tell(() -> show(stores.files().open(actor(), entry.reviewCase().id(), entry)));
    }

    private void show(CaseFile opened) {
        boolean another = file == null
                || !file.reviewCase().id().equals(opened.reviewCase().id());
        file = opened;
        ReviewCase shown = opened.reviewCase();
        mine = shown.state() == CaseState.CLAIMED && actor().id().equals(shown.claimedBy());
        if (another) {
            actions.clearNote();
        }
        pane.show(opened);
        evidence.show(opened);
        actions.about(opened, mine, shown.state() == CaseState.OPEN);
        actions.banner(
                shown.state() == CaseState.CLAIMED && !mine
                        ? (opened.claimant() == null ? "A colleague" : opened.claimant())
                                + " has this case now. You can read it, or take the next one."
                        : null);
        getElement().executeJs("this.classList.remove('queue-open')");
        refresh();
    }

    private void next() {
        tell(() -> {
            Optional<ReviewCase> claimed = claimNext();
            if (claimed.isPresent()) {
                show(stores.files().open(actor(), claimed.get().id(), null));
            } else {
                actions.banner(null);
                showNothing();
                refresh();
            }
        });
    }

    /** On the whole queue the store chooses; on a part of it, the first of the part that is still free. */
    private Optional<ReviewCase> claimNext() {
        if (cause == null && !mineOnly && category.isEmpty() && community.isEmpty()) {
            return stores.cases().claimNext(actor());
        }
        for (QueueEntry entry : entries()) {
            boolean own = actor().id().equals(entry.reviewCase().claimedBy());
            if (entry.reviewCase().state() == CaseState.OPEN || (own && mineOnly)) {
                try {
                    return Optional.of(
                            stores.cases().claim(actor(), entry.reviewCase().id()));
                } catch (ProblemException taken) {
                    // somebody was faster; the one after it may still be free
                    continue;
                }
            }
        }
        return Optional.empty();
    }

    private void claimShown() {
        withFile(shown -> {
            stores.cases().claim(actor(), shown.reviewCase().id());
            show(stores.files().open(actor(), shown.reviewCase().id(), null));
        });
    }

    private void skip() {
        withFile(shown -> {
            stores.cases().release(actor(), shown.reviewCase().id());
            actions.clearNote();
        });
        // the skipped case would come back as the most urgent one, so the next in the list is shown, not claimed
        List<QueueEntry> entries = entries();
        CaseFile skipped = file;
        int at = 0;
        while (skipped != null
                && at < entries.size()
                && !entries.get(at)
                        .reviewCase()
                        .id()
                        .equals(skipped.reviewCase().id())) {
            at++;
        }
        entries.stream()
                .skip(at + 1L)
                .filter(entry -> entry.reviewCase().state() == CaseState.OPEN)
                .findFirst()
                .ifPresentOrElse(this::open, () -> {
                    showNothing();
                    refresh();
                });
    }

    private void decide(Resolution resolution) {
        withFile(shown -> tell(() -> {
            if (!mine) {
                stores.cases().claim(actor(), shown.reviewCase().id());
                mine = true;
            }
            stores.cases()
                    .resolve(actor(), shown.reviewCase().id(), shown.content().revision(), resolution);
            actions.clearNote();
            Notices.done(done(resolution.outcome(), shown.appeal() != null));
            file = null;
            next();
        }));
    }

    private static String done(Outcome outcome, boolean appeal) {
        if (appeal) {
            return "The appeal is answered.";
        }
        return switch (outcome) {
            case APPROVE -> "Approved.";
            case REJECT -> "Rejected. The author is told why.";
            case MODIFY -> "Masked. The author is told why.";
            case REVIEW -> "Sent on.";
        };
    }

    private void renew() {
        if (mine) {
            withFile(shown -> tell(() -> actions.running(
                    stores.cases().renew(actor(), shown.reviewCase().id()).leaseUntil())));
        }
    }

    private void leaseOver() {
        renew();
    }

    /** Does the act; a problem stands above the actions until the next act, and what was written stays. */
    private void tell(Runnable act) {
        try {
            actions.banner(null);
            act.run();
        } catch (ProblemException problem) {
            mine = false;
            if (file != null) {
                if (problem.key() == ProblemKey.CHANGED_MEANWHILE) {
                    show(stores.files().open(actor(), file.reviewCase().id(), null));
                } else {
                    actions.about(file, false, true);
                }
            }
            actions.banner(problem.getMessage() + (actions.note() == null ? "" : " Your note is still here."));
            refresh();
        }
    }

    private void withFile(java.util.function.Consumer<CaseFile> act) {
        CaseFile shown = file;
        if (shown != null) {
            act.accept(shown);
        }
    }
}
