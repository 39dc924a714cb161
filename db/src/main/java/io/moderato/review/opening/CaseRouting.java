package io.moderato.review.opening;

import java.util.List;
import java.util.UUID;

/** Says in which queue a case stands. Asked when a case opens and again with everything that is added to it. Thread-safe. */
public interface CaseRouting {
    /** The queue of each case, in order; each is a queue of the case's community. Asked inside the transaction that opens them. */
    List<UUID> route(List<CaseFacts> cases);
}
