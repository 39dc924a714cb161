package io.moderato.moderation.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentStatus;
import io.moderato.content.outbox.Outbox;
import io.moderato.content.outbox.OutboxSettings;
import io.moderato.content.store.Contents;
import io.moderato.content.store.NewContent;
import io.moderato.content.store.StoredContent;
import io.moderato.content.store.Submission;
import io.moderato.decision.Decision;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.http.PipelineCalls;
import io.moderato.decision.store.AutomaticDecision;
import io.moderato.decision.store.Decisions;
import io.moderato.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Decides while the caller waits, with the same pipeline and the same stores as for contents that come by Kafka. */
@Component
class DirectModeration {
    private static final Logger log = LoggerFactory.getLogger(DirectModeration.class);

    private final PipelineCalls pipeline;
    private final Contents contents;
    private final Decisions decisions;
    private final Outbox outbox;
    private final OutboxSettings outboxSettings;
    private final MeterRegistry metrics;

    DirectModeration(
            PipelineCalls pipeline,
            Contents contents,
            Decisions decisions,
            Outbox outbox,
            OutboxSettings outboxSettings,
            MeterRegistry metrics) {
        this.pipeline = pipeline;
        this.contents = contents;
        this.decisions = decisions;
        this.outbox = outbox;
        this.outboxSettings = outboxSettings;
        this.metrics = metrics;
    }

    /**
     * The decision that would be made about a content, without keeping it. Moderators' decisions about the author's earlier texts count.
     */
    ModerationResult ask(CommunityId community, NewContent item) {
        Content content = item.asRevision(ContentId.next(), 1, community, Instant.now());
        return decisions.asRecorded(new AutomaticDecision(content, result(content)));
    }

    /** Stores the content and returns the decision in force: a decision that already stands, or a new one. */
    Decision decide(CommunityId community, NewContent item) {
        Submission submission = contents.submit(community, List.of(item), outboxSettings.resendAfter())
                .getFirst();
        Content content = submission.content();
        metrics.counter("moderato.content.accepted", "revision", submission.created() ? "new" : "known")
                .increment();
        if (submission.status() != ContentStatus.DECIDED) {
            decide(submission);
        }
        StoredContent stored = contents.find(content.id(), content.revision()).orElseThrow();
        return decisions.standing(stored).orElseThrow();
    }

    private void decide(Submission submission) {
        Content content = submission.content();
        ModerationResult result;
        try {
            result = result(content);
        } catch (ProblemException failure) {
            if (submission.created()) {
                outbox.sendSoon(List.of(content));
            }
            throw new ProblemException(
                    failure.key(),
                    "No decision could be made while you waited. The content is stored as %s and will be decided; read it later or send it again."
                            .formatted(content.id()),
                    failure.pointer(),
                    failure);
        }
        // empty if the pipeline was faster; then its decision stands
        decisions
                .recordDirect(new AutomaticDecision(content, result))
                .ifPresent(decision -> log.atInfo()
                        .addKeyValue("contentId", content.id())
                        .log(
                                "Decided content {} revision {}: {}",
                                content.id(),
                                content.revision(),
                                decision.result().outcome()));
    }

    private ModerationResult result(Content content) {
        return pipeline.moderate(List.of(content)).getFirst();
    }
}
