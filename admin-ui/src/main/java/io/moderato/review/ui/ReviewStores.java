package io.moderato.review.ui;

import io.moderato.access.login.CurrentAccount;
import io.moderato.review.store.PendingDecisions;
import io.moderato.review.store.ReviewCases;
import io.moderato.review.store.ReviewQueue;
import org.springframework.stereotype.Component;

/**
 * What the review screens work with.
 *
 * @param account who is in front of the screen
 * @param queue   the waiting cases
 * @param cases   their transitions
 * @param pending the decisions that can still be taken back
 * @param files   what belongs to a case
 */
@Component
record ReviewStores(
        CurrentAccount account, ReviewQueue queue, ReviewCases cases, PendingDecisions pending, CaseFiles files) {}
