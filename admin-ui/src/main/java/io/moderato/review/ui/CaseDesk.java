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

/** The one case in front of the moderator, and the acts on it. The screen shows the case of this desk. */
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

    /** The case on the desk, if there is one. */
    Optional<CaseFile> file() {
        return Optional.ofNullable(file);
    }

    /** Whether the moderator has claimed the case, so that nobody else can decide. */
    boolean isMine() {
        return mine;
    }

    /** Puts a case of the list on the desk, for reading. */
    void open(QueueEntry entry) {
        put(stores.files().open(actor(), entry.reviewCase().id(), entry));
    }

    /** Puts the case on the desk that the moderator has claimed already, if there is one; so a reload changes nothing. */
    void resume(QueueFilter ofMine) {
        stores.queue().list(actor(), ofMine, 0, 1).stream().findFirst().ifPresent(this::open);
    }

    /** Claims the next case of that part of the queue and gives back the case that the moderator had; false if there is no other case. */
    boolean next(QueueFilter part) {
        Optional<ReviewCase> claimed = stores.cases().claimNext(actor(), part, held());
        claimed.ifPresent(this::put);
        return claimed.isPresent();
    }

    /** Gives the case back, to be offered to others, and claims another one. */
    void skip(QueueFilter part) {
        CaseFile skipped = file;
        if (skipped != null) {
            clear();
            stores.cases().skip(actor(), id(skipped), part).ifPresent(this::put);
        }
    }

    /** Claims the case on the desk. */
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

    /**
     * Decides about the case on the desk, and clears the desk. Does nothing if {@code about} is another case, which was answered already.
     */
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

    /** Takes a decision back and puts its case on the desk. A case that the moderator has claimed meanwhile goes back to the queue. */
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

    /** The decisions that were not made; each is returned once. */
    List<ReturnedDecision> returned() {
        return stores.pending().takeReturned(actor());
    }

    /** Reads the case on the desk again, because its text has changed; false if the desk is empty. */
    boolean reopen() {
        CaseFile shown = file;
        if (shown != null) {
            put(stores.files().open(actor(), id(shown), null));
        }
        return shown != null;
    }

    /** Notes that the moderator does not have the case any more. */
    void lost() {
        mine = false;
    }

    void clear() {
        file = null;
        mine = false;
    }

    /** The case that the moderator has claimed: the one on the desk, or one that they left to read another; null if there is none. */
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
