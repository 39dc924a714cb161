package io.moderato.content.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.outbox.Outbox;
import io.moderato.content.outbox.OutboxSettings;
import io.moderato.content.store.Contents;
import io.moderato.content.store.NewContent;
import io.moderato.content.store.Submission;
import io.moderato.operations.trace.Traces;
import io.moderato.operations.watch.DiskWatch;
import io.moderato.problem.ProblemException;
import io.moderato.problem.web.Problem;
import io.moderato.problem.web.Problems;
import io.moderato.request.BodyBinder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Takes submissions: stores them first, then sends them to Kafka. When a caller gets the answer, the content is on disk. */
@Component
public class Submissions {
    private static final Logger log = LoggerFactory.getLogger(Submissions.class);

    private final Contents contents;
    private final Outbox outbox;
    private final OutboxSettings outboxSettings;
    private final BodyBinder binder;
    private final Problems problems;
    private final DiskWatch disk;
    private final SubmittedContents submitted;
    private final Traces traces;
    private final Counter accepted;
    private final Counter repeated;

    Submissions(
            Contents contents,
            Outbox outbox,
            OutboxSettings outboxSettings,
            BodyBinder binder,
            Problems problems,
            DiskWatch disk,
            SubmittedContents submitted,
            Traces traces,
            MeterRegistry metrics) {
        this.contents = contents;
        this.outbox = outbox;
        this.outboxSettings = outboxSettings;
        this.binder = binder;
        this.problems = problems;
        this.disk = disk;
        this.submitted = submitted;
        this.traces = traces;
        this.accepted = metrics.counter("moderato.content.accepted", "revision", "new");
        this.repeated = metrics.counter("moderato.content.accepted", "revision", "known");
    }

    /**
     * Stores one content.
     *
     * @throws ProblemException INVALID_FIELD or TOO_LARGE if its fields do not fit its type
     */
    Submission submit(CommunityId community, ContentBody body) {
        NewContent item = submitted.of(community).content(body, "", true);
        Submission submission = store(community, List.of(item)).getFirst();
        log.atInfo()
                .addKeyValue("contentId", submission.content().id())
                .log(
                        "Accepted content {} revision {}",
                        submission.content().id(),
                        submission.content().revision());
        return submission;
    }

    /** Stores the valid items of a batch, in one transaction. */
    BatchAnswer submitAll(CommunityId community, List<JsonNode> items) {
        int size = items.size();
        SubmittedContents.Call call = submitted.of(community);
        List<NewContent> good = new ArrayList<>(size);
        List<@Nullable Problem> faults = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            try {
                String pointer = BatchItems.pointer(i);
                good.add(call.content(binder.bind(items.get(i), ContentBody.class, pointer), pointer, true));
                faults.add(null);
            } catch (ProblemException fault) {
                faults.add(problems.counted(fault));
            }
        }
        List<Submission> submissions = good.isEmpty() ? List.of() : store(community, good);
        BatchAnswer answer = answer(items, faults, submissions);
        log.info("Accepted {} of {} contents", answer.accepted(), size);
        return answer;
    }

    private BatchAnswer answer(List<JsonNode> items, List<@Nullable Problem> faults, List<Submission> submissions) {
        List<BatchAnswer.Outcome> outcomes = new ArrayList<>(faults.size());
        int accepted = 0;
        int next = 0;
        for (int i = 0; i < faults.size(); i++) {
            Problem fault = faults.get(i);
            String externalId = BatchItems.externalIdOf(items.get(i));
            if (fault != null) {
                outcomes.add(BatchAnswer.Outcome.refused(i, externalId, fault));
                continue;
            }
            switch (submissions.get(next++)) {
                case Submission.Stored stored -> {
                    outcomes.add(BatchAnswer.Outcome.accepted(i, stored));
                    accepted++;
                }
                case Submission.Refused refused ->
                    outcomes.add(BatchAnswer.Outcome.refused(
                            i, externalId, problems.counted(BatchItems.at(i, refused.why()))));
            }
        }
        return new BatchAnswer(accepted, faults.size() - accepted, outcomes);
    }

    private List<Submission> store(CommunityId community, List<NewContent> items) {
        List<Submission> submissions = stored(community, items);
        outbox.sendSoon(fresh(submissions));
        return submissions;
    }

    /**
     * Stores contents in one transaction and counts them, but sends none to Kafka: for a caller who decides about them at once.
     *
     * @throws ProblemException UNAVAILABLE while the disk is too full for new content
     */
    public List<Submission> stored(CommunityId community, List<NewContent> items) {
        disk.requireRoom();
        List<Submission> submissions =
                contents.submit(community, items, outboxSettings.resendAfter(), traces.current());
        int fresh = fresh(submissions).size();
        long stored =
                submissions.stream().filter(Submission.Stored.class::isInstance).count();
        accepted.increment(fresh);
        repeated.increment(stored - fresh);
        return submissions;
    }

    private static List<Content> fresh(List<Submission> submissions) {
        return submissions.stream()
                .filter(Submission::created)
                .map(Submission::content)
                .toList();
    }
}
