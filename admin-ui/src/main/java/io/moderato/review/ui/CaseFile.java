package io.moderato.review.ui;

import io.moderato.appeal.store.Appeal;
import io.moderato.content.Content;
import io.moderato.content.store.StoredContent;
import io.moderato.contenttype.Outline;
import io.moderato.decision.Decision;
import io.moderato.policy.Policy;
import io.moderato.report.store.Report;
import io.moderato.review.store.ReviewCase;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a moderator needs to see of a case.
 *
 * @param reviewCase the case
 * @param content    the revision that it is about
 * @param outline    its fields, laid out; null if its type has none
 * @param standing   the decision in force
 * @param automatic  the pipeline's decision about this revision, whose scores and matches are shown; the standing one if there is none
 * @param today      the newest revision of the content, with the decision that stands about it
 * @param history    all decisions about the content, the oldest first
 * @param reports    the reports about the content, whichever revision the users saw
 * @param reported   the texts of the other revisions that reports are about, by revision
 * @param metadata   what the platform noted about the content, line by line
 * @param past       other content of the author, the newest first
 * @param appeal     the appeal that waits for an answer, if one does
 * @param policy     the policy whose thresholds the score bars show
 * @param claimant   the name of the moderator who has the case, if somebody has it
 */
record CaseFile(
        ReviewCase reviewCase,
        Content content,
        @Nullable Outline outline,
        Decision standing,
        Decision automatic,
        Today today,
        List<Decision> history,
        List<Report> reports,
        Map<Integer, String> reported,
        Map<String, String> metadata,
        List<Past> past,
        @Nullable Appeal appeal,
        Policy policy,
        @Nullable String claimant) {
    /**
     * The content as people see it today.
     *
     * @param revision the newest revision
     * @param standing the decision that stands about it, if there is one yet
     */
    record Today(int revision, @Nullable Decision standing) {}

    /**
     * Other content of the same author.
     *
     * @param stored   the content
     * @param decision the decision that stands about it, if there is one yet
     */
    record Past(StoredContent stored, @Nullable Decision decision) {}
}
