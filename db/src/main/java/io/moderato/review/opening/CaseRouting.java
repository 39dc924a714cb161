package io.moderato.review.opening;

import java.util.List;
import java.util.UUID;

/** Chooses the queue of a case. It is asked when a case opens, and again when something is added to the case. Thread-safe. */
public interface CaseRouting {
    /**
     * The queue of each case, in order. Each must be a queue of the case's community. The call is made inside the transaction that opens
     * the cases.
     */
    List<UUID> route(List<CaseFacts> cases);
}
