package io.moderato.review.ui;

import io.moderato.access.store.Actor;
import io.moderato.review.store.CaseState;
import io.moderato.review.store.PendingDecision;
import io.moderato.review.store.QueueEntry;
import io.moderato.review.store.QueueFilter;
import io.moderato.review.store.Resolution;
import io.moderato.review.store.ReturnedDecision;
import io.moderato.review.store.ReviewCase;
import io.moderato.review.store.UndoneDecision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one case in front of the moderator, and what they do with it. The screen draws what lies here. */
final class CaseDesk {
    private static final QueueFilter ANY_OF_MINE = new QueueFilter(null, null, null, null, true);

    private final ReviewStores stores;
    private final CaseDrafts drafts;
    private @Nullable CaseFile file;
    private boolean mine;

    CaseDesk(ReviewStores stores, CaseDrafts drafts) {
        this.stores = stores;
        this.drafts = drafts;
    }

    /** What lies there, if anything does. */
    Optional<CaseFile> file() {
        return Optional.ofNullable(file);
    }

    /** Whether the moderator has it, so that nobody else can decide. */
    boolean isMine() {
        return mine;
    }

    /** Puts a case of the list there, to be read. */
    void open(QueueEntry entry) {
        put(stores.files().open(actor(), entry.reviewCase().id(), entry));
    }

    /** Puts the case there that the moderator has already, if there is one: a reload changes nothing. */
    void resume(QueueFilter ofMine) {
        stores.queue().list(actor(), ofMine, 0, 1).stream().findFirst().ifPresent(this::open);
    }

    /** Takes the next case of that part of the queue and returns the one that the moderator has; false if there is no other. */
    boolean next(QueueFilter part) {
        Optional<ReviewCase> claimed = stores.cases().claimNext(actor(), part, held());
        claimed.ifPresent(this::put);
        return claimed.isPresent();
    }

    /** Returns the case, to be offered to others, and takes another one. */
    void skip(QueueFilter part) {
        CaseFile skipped = file;
        if (skipped != null) {
            clear();
            stores.cases().skip(actor(), id(skipped), part).ifPresent(this::put);
        }
    }

    /** Takes the case that lies there. */
    void claim() {
        CaseFile shown = file;
        if (shown != null) {
            put(stores.cases().claim(actor(), id(shown)));
        }
    }

    /** Gives the moderator the full time again; empty if they have no case. */
    Optional<Instant> renew() {
        return mine && file != null
                ? Optional.ofNullable(stores.cases().renew(actor(), id(file)).leaseUntil())
                : Optional.empty();
    }

    /** Decides about what lies there, and clears the desk. Does nothing about anything else: that was answered already. */
    void decide(CaseFile about, Resolution resolution) {
        if (about != file) {
            return;
        }
        if (!mine) {
            stores.cases().claim(actor(), id(about));
            mine = true;
        }
        stores.cases().resolve(actor(), id(about), about.content().revision(), resolution);
        drafts.used(id(about));
        clear();
    }

    /** Takes a decision back and puts its case there; a case that the moderator has meanwhile goes back to the queue. */
    void undo(UUID caseId) {
        UndoneDecision undone = stores.pending().undo(actor(), caseId);
        drafts.undone(caseId, undone.resolution());
        if (mine && file != null) {
            stores.cases().release(actor(), id(file));
        }
        put(undone.reviewCase());
    }

    /** The latest decision that can be taken back. */
    Optional<PendingDecision> latest() {
        return stores.pending().of(actor()).stream()
                .filter(each -> each.left().isPositive())
                .findFirst();
    }

    /** Decisions that were not made, each told once. */
    List<ReturnedDecision> returned() {
        return stores.pending().takeReturned(actor());
    }

    /** Reads the case anew that lies there, because its text is another one now; false if nothing lies there. */
    boolean reopen() {
        CaseFile shown = file;
        if (shown != null) {
            put(stores.files().open(actor(), id(shown), null));
        }
        return shown != null;
    }

    /** The moderator does not have it any more. */
    void lost() {
        mine = false;
    }

    void clear() {
        file = null;
        mine = false;
    }

    /** What the moderator has: the case that lies there, or one that they left to read another. */
    private @Nullable UUID held() {
        if (mine && file != null) {
            return id(file);
        }
        return stores.queue().list(actor(), ANY_OF_MINE, 0, 1).stream()
                .map(entry -> entry.reviewCase().id())
                .findFirst()
                .orElse(null);
    }

    private void put(ReviewCase claimed) {
        put(stores.files().open(actor(), claimed.id(), null));
    }

    private void put(CaseFile opened) {
        file = opened;
        ReviewCase shown = opened.reviewCase();
        mine = shown.state() == CaseState.CLAIMED && actor().id().equals(shown.claimedBy());
    }

    private Actor actor() {
        return stores.account().actor();
    }

    private static UUID id(CaseFile file) {
        return file.reviewCase().id();
    }
}
