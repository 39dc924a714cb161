package io.moderato.moderation.web;

import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentStatus;
import io.moderato.content.outbox.Outbox;
import io.moderato.content.store.NewContent;
import io.moderato.content.store.Submission;
import io.moderato.content.web.Submissions;
import io.moderato.decision.Decision;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.http.PipelineCalls;
import io.moderato.decision.store.AutomaticDecision;
import io.moderato.decision.store.Decisions;
import io.moderato.idempotency.web.WordsOf;
import io.moderato.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Decides while the caller waits, with the same pipeline and the same stores as for contents that come by Kafka. */
@Component
class DirectModeration {
    private static final Logger log = LoggerFactory.getLogger(DirectModeration.class);

    private final PipelineCalls pipeline;
    private final Submissions accepted;
    private final Decisions decisions;
    private final Outbox outbox;

    DirectModeration(PipelineCalls pipeline, Submissions accepted, Decisions decisions, Outbox outbox) {
        this.pipeline = pipeline;
        this.accepted = accepted;
        this.decisions = decisions;
        this.outbox = outbox;
    }

    /**
     * What would be decided about contents that are not kept, in order; what moderators decided about their authors' texts counts.
     *
     * @throws ProblemException UNAVAILABLE if the pipeline cannot decide now
     */
    List<ModerationResult> ask(CommunityId community, List<NewContent> items) {
        Instant now = Instant.now();
        List<Content> unkept = items.stream()
                .map(item -> item.asRevision(ContentId.next(), 1, community, now))
                .toList();
        return decisions.asRecorded(withResults(unkept, pipeline.moderate(unkept)));
    }

    /**
     * Stores the contents and returns, in order, the decision in force about each: the one that stands already, or one made now; for a
     * content that cannot be taken, why.
     *
     * @throws ProblemException UNAVAILABLE if the pipeline cannot decide now; what was stored will be decided later
     */
    List<Answer> decide(CommunityId community, List<NewContent> items) {
        List<Submission> submissions = accepted.stored(community, items);
        List<Submission.Stored> stored = submissions.stream()
                .filter(Submission.Stored.class::isInstance)
                .map(Submission.Stored.class::cast)
                .toList();
        decideWaiting(stored);
        Map<Revision, Decision> standing = standing(stored);
        return submissions.stream()
                .map(submission -> switch (submission) {
                    case Submission.Refused refused -> new Answer.Refused(refused.why());
                    case Submission.Stored kept -> {
                        Decision decision = standing.get(Revision.of(kept.content()));
                        yield decision == null
                                ? new Answer.Refused(ProblemException.notFound("content"))
                                : decided(decision, kept.content());
                    }
                })
                .toList();
    }

    private static Answer decided(Decision decision, Content content) {
        WordsOf.note(content.id());
        return new Answer.Decided(decision, content.externalId());
    }

    private Map<Revision, Decision> standing(List<Submission.Stored> stored) {
        return decisions
                .standingAbout(stored.stream().map(Submission.Stored::content).toList())
                .stream()
                .collect(Collectors.toMap(
                        decision -> new Revision(decision.content(), decision.revision()),
                        Function.identity(),
                        // a batch may name a content twice
                        (first, again) -> first));
    }

    private void decideWaiting(List<Submission.Stored> stored) {
        Map<Revision, Content> waiting = new LinkedHashMap<>();
        for (Submission.Stored each : stored) {
            if (each.status() != ContentStatus.DECIDED) {
                waiting.put(Revision.of(each.content()), each.content());
            }
        }
        if (waiting.isEmpty()) {
            return;
        }
        List<Content> undecided = List.copyOf(waiting.values());
        List<ModerationResult> results;
        try {
            results = pipeline.moderate(undecided);
        } catch (ProblemException failure) {
            outbox.sendSoon(stored.stream()
                    .filter(Submission.Stored::created)
                    .map(Submission.Stored::content)
                    .toList());
            throw notNow(failure, undecided);
        }
        // where the pipeline was faster nothing is recorded here; what it decided then stands
        decisions
                .recordAutomatic(withResults(undecided, results))
                .forEach(decision -> log.atInfo()
                        .addKeyValue("contentId", decision.content())
                        .log(
                                "Decided content {} revision {}: {}",
                                decision.content(),
                                decision.revision(),
                                decision.result().outcome()));
    }

    private static ProblemException notNow(ProblemException failure, List<Content> undecided) {
        String what = undecided.size() == 1
                ? "The content is stored as %s and"
                        .formatted(undecided.getFirst().id())
                : "All contents that can be taken are stored and";
        return new ProblemException(
                failure.key(),
                "No decision could be made while you waited. %s will be decided; read it later or send it again."
                        .formatted(what),
                failure.pointer(),
                failure);
    }

    private static List<AutomaticDecision> withResults(List<Content> contents, List<ModerationResult> results) {
        List<AutomaticDecision> decided = new ArrayList<>(contents.size());
        for (int i = 0; i < contents.size(); i++) {
            decided.add(new AutomaticDecision(contents.get(i), results.get(i)));
        }
        return decided;
    }

    /** What became of a content that is kept. */
    sealed interface Answer {
        /** The decision in force about the content that the platform knows by that id. */
        record Decided(Decision decision, String externalId) implements Answer {}

        /** It cannot be taken. */
        record Refused(ProblemException why) implements Answer {}
    }

    private record Revision(ContentId content, int number) {
        static Revision of(Content content) {
            return new Revision(content.id(), content.revision());
        }
    }
}
