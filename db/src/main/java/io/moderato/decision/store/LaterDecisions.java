package io.moderato.decision.store;

import io.moderato.content.Content;
import io.moderato.database.Columns;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Reason;
import io.moderato.event.store.Events;
import io.moderato.review.opening.AnsweredDoubts;
import io.moderato.review.opening.CaseOpening;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Automatic decisions that take the place of earlier automatic ones, because contents were judged again (decision record 36). Authors,
 * platforms and moderators learn of them as of any other decision. None takes the place of a human decision: who calls says which decision
 * stands, and holds the content.
 */
@Repository
public class LaterDecisions {
    /** As which stage such a decision says in its reasons where it comes from. */
    public static final String STAGE = "ReModeration";

    private final JdbcClient jdbc;
    private final EarlierDecisions earlier;
    private final AutomaticRows rows;
    private final CaseOpening cases;
    private final AnsweredDoubts doubts;
    private final Events events;

    LaterDecisions(
            JdbcClient jdbc,
            EarlierDecisions earlier,
            AutomaticRows rows,
            CaseOpening cases,
            AnsweredDoubts doubts,
            Events events) {
        this.jdbc = jdbc;
        this.earlier = earlier;
        this.rows = rows;
        this.cases = cases;
        this.doubts = doubts;
        this.events = events;
    }

    /**
     * A content that is decided again.
     *
     * @param content  its newest revision, held by the caller
     * @param standing the automatic decision that stands
     * @param result   what is decided now
     */
    public record Again(Content content, Decision standing, ModerationResult result) {}

    /**
     * Records what was judged again, in the caller's transaction, and returns the new decisions. If a human restricted the text, or an
     * earlier text of the content, what is recorded is stricter, as for a first decision. Where this leaves what stands, nothing is recorded.
     *
     * @param all   each content at most once
     * @param words why it is decided again, in a sentence that the author may read
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Decision> supersede(List<Again> all, String words) {
        Map<Integer, Tightened> tightened = earlier.tighten(firsts(all));
        List<Later> later = new ArrayList<>();
        for (int place = 0; place < all.size(); place++) {
            Again each = all.get(place);
            Tightened stricter = tightened.get(place);
            ModerationResult result = stricter == null ? each.result() : stricter.result();
            if (!isTheSame(result, each.standing().result())) {
                later.add(new Later(each, saying(result, words), stricter));
            }
        }
        return record(later);
    }

    /**
     * Decides again what an earlier automatic decision said, in the caller's transaction, and returns the new decisions. Where a human has
     * lifted the restriction that was behind the earlier decision, or has since restricted the text, it is not said again as it was: then
     * nothing is recorded, or what the human's decision leaves of it.
     *
     * @param all   each content at most once, with the result of the earlier decision
     * @param words why it is decided again, in a sentence that the author may read
     * @param said  the earlier decisions, in the same order
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Decision> restore(List<Again> all, String words, List<DecisionId> said) {
        Map<DecisionId, Restrictions.Behind> behind = earlier.behind(said);
        List<Again> free = new ArrayList<>();
        List<Later> later = new ArrayList<>();
        for (int place = 0; place < all.size(); place++) {
            Again each = all.get(place);
            Restrictions.Behind restriction = behind.get(said.get(place));
            if (restriction == null) {
                free.add(each);
            } else if (!restriction.lifted()) {
                later.add(new Later(
                        each,
                        saying(each.result(), words),
                        new Tightened(each.result(), restriction.earlier(), restriction.stages())));
            }
        }
        List<Decision> recorded = new ArrayList<>(record(later));
        recorded.addAll(supersede(free, words));
        return recorded;
    }

    private static List<AutomaticDecision> firsts(List<Again> all) {
        return all.stream()
                .map(each -> new AutomaticDecision(each.content(), each.result()))
                .toList();
    }

    private static boolean isTheSame(ModerationResult result, ModerationResult standing) {
        return result.outcome() == standing.outcome() && Objects.equals(result.modifiedText(), standing.modifiedText());
    }

    private static ModerationResult saying(ModerationResult result, String words) {
        List<Reason> reasons = new ArrayList<>(result.reasons());
        reasons.add(new Reason(words, null, STAGE));
        return new ModerationResult(
                result.outcome(),
                result.confidence(),
                reasons,
                result.scores(),
                result.modifiedText(),
                result.matches(),
                result.unexamined(),
                result.detectedLanguage(),
                result.provenance());
    }

    private List<Decision> record(List<Later> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        List<Decision> recorded = rows.insertLater(
                all.stream()
                        .map(each -> new AutomaticDecision(each.again().content(), each.result()))
                        .toList(),
                all.stream().map(each -> each.again().standing().id()).toList());
        noteStricter(all, recorded);
        stand(recorded);
        events.raise(recorded.stream().map(AutomaticRows::decided).toList());
        cases.openForReview(recorded.stream()
                .filter(decision -> decision.result().outcome() == Outcome.REVIEW)
                .toList());
        doubts.answer(recorded.stream()
                .filter(decision -> decision.result().outcome() != Outcome.REVIEW)
                .toList());
        return recorded;
    }

    private void noteStricter(List<Later> all, List<Decision> recorded) {
        Map<DecisionId, Tightened> bySuperseded = new HashMap<>();
        for (Later each : all) {
            if (each.stricter() != null) {
                bySuperseded.put(each.again().standing().id(), each.stricter());
            }
        }
        Map<DecisionId, Tightened> byDecision = new HashMap<>();
        for (Decision decision : recorded) {
            Tightened stricter = bySuperseded.get(Objects.requireNonNull(decision.supersedes()));
            if (stricter != null) {
                byDecision.put(decision.id(), stricter);
            }
        }
        if (!byDecision.isEmpty()) {
            earlier.note(byDecision);
        }
    }

    private void stand(List<Decision> recorded) {
        int moved = jdbc.sql("""
                        UPDATE content c SET standing_decision = d.id
                        FROM unnest(?::uuid[], ?::uuid[], ?::int[], ?::uuid[]) AS d (id, content_id, revision, supersedes)
                        WHERE c.id = d.content_id AND c.revision = d.revision AND c.standing_decision = d.supersedes AND c.status <> 'ERASED'
                        """)
                .params(
                        Columns.column(recorded, Decision::id),
                        Columns.column(recorded, Decision::content),
                        Columns.column(recorded, Decision::revision),
                        Columns.column(recorded, Decision::supersedes))
                .update();
        if (moved != recorded.size()) {
            throw new IllegalStateException(
                    "Of %d contents that were held, %d were decided meanwhile".formatted(recorded.size(), moved));
        }
    }

    private record Later(
            Again again, ModerationResult result, @Nullable Tightened stricter) {}
}
