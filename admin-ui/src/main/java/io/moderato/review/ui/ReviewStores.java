package io.moderato.review.ui;

import io.moderato.access.login.CurrentAccount;
import io.moderato.review.store.PendingDecisions;
import io.moderato.review.store.ReviewCases;
import io.moderato.review.store.ReviewQueue;
import org.springframework.stereotype.Component;

/**
 * The stores and other parts that the review screens work with.
 *
 * @param account the account of the person in front of the screen
 * @param queue   the waiting cases
 * @param cases   the transitions of the cases
 * @param pending the decisions that can still be taken back
 * @param files   puts the file of a case together
 */
@Component
record ReviewStores(
        CurrentAccount account, ReviewQueue queue, ReviewCases cases, PendingDecisions pending, CaseFiles files) {}
