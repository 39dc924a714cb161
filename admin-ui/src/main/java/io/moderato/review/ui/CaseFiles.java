package io.moderato.review.ui;

import io.moderato.access.store.Actor;
import io.moderato.appeal.store.Appeal;
import io.moderato.appeal.store.Appeals;
import io.moderato.content.Content;
import io.moderato.content.store.ContentMetadata;
import io.moderato.content.store.Contents;
import io.moderato.content.store.StoredContent;
import io.moderato.contenttype.ui.Outlines;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.store.Decisions;
import io.moderato.policy.store.PoliciesInForce;
import io.moderato.problem.ProblemException;
import io.moderato.report.store.Report;
import io.moderato.report.store.Reports;
import io.moderato.review.store.QueueEntry;
import io.moderato.review.store.ReviewCase;
import io.moderato.review.store.ReviewQueue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts the file of a case together. */
@Component
class CaseFiles {
    private static final int PAST_SHOWN = 12;
    private static final int REVISIONS_SHOWN = 10;

    private final ReviewQueue queue;
    private final Contents contents;
    private final ContentMetadata metadata;
    private final Decisions decisions;
    private final Reports reports;
    private final Appeals appeals;
    private final PoliciesInForce policies;
    private final Outlines outlines;

    CaseFiles(
            ReviewQueue queue,
            Contents contents,
            ContentMetadata metadata,
            Decisions decisions,
            Reports reports,
            Appeals appeals,
            PoliciesInForce policies,
            Outlines outlines) {
        this.queue = queue;
        this.contents = contents;
        this.metadata = metadata;
        this.decisions = decisions;
        this.reports = reports;
        this.appeals = appeals;
        this.policies = policies;
        this.outlines = outlines;
    }

    /**
     * The file of that case.
     *
     * @param seen the line of the queue that was opened, which says who has the case; null for a case that was just claimed
     * @throws ProblemException NOT_FOUND if there is no such case, or the moderator may not see it
     */
    CaseFile open(Actor moderator, UUID caseId, @Nullable QueueEntry seen) {
        ReviewCase reviewCase = queue.find(moderator, caseId);
        StoredContent stored = contents.find(reviewCase.content(), reviewCase.revision())
                .orElseThrow(() -> ProblemException.notFound("content"));
        Content content = stored.content();
        Decision standing = decisions.standing(stored).orElseThrow(() -> ProblemException.notFound("decision"));
        StoredContent newest = contents.find(content.community(), content.id()).orElse(stored);
        List<Decision> history = decisions.history(content.id());
        Decision automatic = history.stream()
                .filter(decision -> decision.automatic() && decision.revision() == content.revision())
                // a re-moderation may have decided again
                .reduce((earlier, later) -> later)
                .orElse(standing);
        Appeal waiting = appeals.waiting(content.id(), content.revision()).orElse(null);
        List<Report> about = reports.about(content.id());
        return new CaseFile(
                reviewCase,
                content,
                outlines.of(stored),
                standing,
                automatic,
                new CaseFile.Today(
                        newest.content().revision(), decisions.standing(newest).orElse(null)),
                history,
                about,
                reported(content, about),
                metadata.lines(content.id()),
                past(content),
                waiting,
                policies.of(reviewCase.community()),
                seen == null ? null : seen.claimedByName());
    }

    private Map<Integer, String> reported(Content content, List<Report> about) {
        Map<Integer, String> texts = new HashMap<>();
        List<Integer> revisions = about.stream()
                .map(Report::revision)
                .filter(revision -> revision != content.revision())
                .distinct()
                .limit(REVISIONS_SHOWN)
                .toList();
        if (!revisions.isEmpty()) {
            contents.find(content.id(), revisions)
                    .forEach(stored -> texts.put(
                            stored.content().revision(), stored.content().text()));
        }
        return texts;
    }

    private List<CaseFile.Past> past(Content content) {
        List<StoredContent> past =
                contents.byAuthor(content.community(), content.author().id(), PAST_SHOWN + 1).stream()
                        .filter(stored -> !stored.content().id().equals(content.id()))
                        .limit(PAST_SHOWN)
                        .toList();
        Map<DecisionId, Decision> standing = decisions.standing(past);
        return past.stream()
                .map(stored -> new CaseFile.Past(stored, standing.get(stored.standingDecision())))
                .toList();
    }
}
