package io.moderato.decision.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.content.Content;
import io.moderato.decision.Decision;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.inference.CallQueue;
import io.moderato.decision.inference.FairTurns;
import io.moderato.decision.inference.PipelineSettings;
import io.moderato.decision.pipeline.Pipeline;
import io.moderato.decision.store.AutomaticDecision;
import io.moderato.decision.store.Decisions;
import io.moderato.event.relay.RecentDecisions;
import io.moderato.operations.trace.Traces;
import io.moderato.problem.ProblemException;
import io.moderato.trace.TraceParent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Processes a batch of submitted contents: reads it, then decides and stores it step by step, each step in one transaction. The relay tells
 * Kafka of the decisions.
 *
 * <p>Delivery is at least once, the result exactly once: a revision has one automatic decision however often it comes. A revision that
 * comes again after it was decided is skipped.
 */
@Component
final class SubmittedBatch {
    private static final Logger LOG = LoggerFactory.getLogger(SubmittedBatch.class);

    private final SubmittedReader reader;
    private final Pipeline pipeline;
    private final Decisions decisions;
    private final RecentDecisions recent;
    private final DeadLetterSender deadLetters;
    private final Isolation isolation;
    private final Traces traces;
    private final MeterRegistry meters;
    private final PipelineSettings settings;
    /** The turns at the model: that many steps are scored at a time, while others are stored. */
    private final FairTurns turns;

    private final CallQueue calls;

    private volatile boolean stopping;

    SubmittedBatch(
            SubmittedReader reader,
            Pipeline pipeline,
            Decisions decisions,
            RecentDecisions recent,
            DeadLetterSender deadLetters,
            Isolation isolation,
            CallQueue calls,
            PipelineSettings settings,
            Traces traces,
            MeterRegistry meters) {
        this.reader = reader;
        this.pipeline = pipeline;
        this.decisions = decisions;
        this.recent = recent;
        this.deadLetters = deadLetters;
        this.isolation = isolation;
        this.calls = calls;
        this.settings = settings;
        this.turns = new FairTurns(settings.effectiveScoredAtOnce());
        this.traces = traces;
        this.meters = meters;
    }

    /**
     * Processes the records. If the result is true, each record is decided and stored, or is among the dead letters. False means that the
     * process is about to stop and a part of the batch is left: the batch has to come again, and its finished part is not done twice.
     *
     * @throws RuntimeException if PostgreSQL, Kafka or the model does not answer; then the same batch has to come again
     */
    boolean process(List<ConsumerRecord<String, String>> raw) {
        meters.summary("moderato.pipeline.batch").record(raw.size());
        Collection<SubmittedRecord> records = timed("parse", () -> read(raw));
        if (records.isEmpty()) {
            return true;
        }
        List<Decision> before = timed(
                "decided",
                () -> decisions.automaticAbout(
                        records.stream().map(SubmittedRecord::content).toList()));
        for (List<SubmittedRecord> step : FairSteps.of(undecided(records, before), settings.stepChars())) {
            if (stopping) {
                return false;
            }
            decide(step);
        }
        return true;
    }

    /** From now on batches end at their next step. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
    }

    private void decide(List<SubmittedRecord> step) {
        try (StepSpans spans = StepSpans.begin(traces, step)) {
            List<Judged> judged = timed("stages", () -> spans.during("stages", () -> judge(step, spans)));
            List<Decision> recorded = timed("store", () -> spans.during("store", () -> store(judged, spans)));
            spans.decided(recorded);
            recent.remember(recorded);
            recorded.forEach(this::count);
            judged.forEach(SubmittedBatch::log);
        }
    }

    /** The readable records, each revision once, in the order of arrival. */
    private Collection<SubmittedRecord> read(List<ConsumerRecord<String, String>> raw) {
        Map<String, SubmittedRecord> byRevision = new LinkedHashMap<>();
        for (ConsumerRecord<String, String> each : raw) {
            try {
                SubmittedRecord read = reader.read(each);
                byRevision.putIfAbsent(read.revisionKey(), read);
            } catch (UnreadableRecordException unreadable) {
                deadLetters.send(each, String.valueOf(unreadable.getMessage()), null);
            }
        }
        return byRevision.values();
    }

    private static List<SubmittedRecord> undecided(Collection<SubmittedRecord> records, List<Decision> before) {
        Set<String> decided = new HashSet<>();
        before.forEach(decision -> decided.add(SubmittedRecord.revisionKey(decision.content(), decision.revision())));
        return records.stream()
                .filter(each -> !decided.contains(each.revisionKey()))
                .toList();
    }

    private List<Judged> judge(List<SubmittedRecord> records, StepSpans spans) {
        List<Judged> judged = new ArrayList<>(records.size());
        isolation.forEach(
                records,
                part -> {
                    List<ModerationResult> results =
                            inTurn(part.stream().map(SubmittedRecord::content).toList());
                    for (int i = 0; i < results.size(); i++) {
                        judged.add(new Judged(part.get(i), results.get(i)));
                    }
                },
                (record, failure) -> {
                    spans.refused(record, failure);
                    deadLetters.send(record.raw(), cause("Deciding", failure), record.requestId());
                });
        return judged;
    }

    private List<ModerationResult> inTurn(List<Content> contents) {
        try {
            calls.letPass(settings.bulkPatience());
            turns.take(FairTurns.costs(contents));
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        }
        try {
            return pipeline.moderate(contents);
        } finally {
            turns.giveBack();
        }
    }

    private List<Decision> store(List<Judged> judged, StepSpans spans) {
        List<Decision> recorded = new ArrayList<>(judged.size());
        isolation.forEach(
                judged,
                part -> recorded.addAll(decisions.recordAutomatic(part.stream()
                        .map(each -> new AutomaticDecision(each.record().content(), each.result()))
                        .toList())),
                (each, failure) -> {
                    spans.refused(each.record(), failure);
                    deadLetters.send(
                            each.record().raw(),
                            cause("Storing the decision", failure),
                            each.record().requestId());
                });
        return recorded;
    }

    /** The cause in our own words, where we know it: a database's message may quote the posted text. */
    private static String cause(String act, RuntimeException failure) {
        return act + " failed: "
                + switch (failure) {
                    case DataIntegrityViolationException violation ->
                        "it does not fit the stored data; most likely there is no such content";
                    case ProblemException problem -> String.valueOf(problem.getMessage());
                    default -> failure.getClass().getName();
                };
    }

    private void count(Decision decision) {
        meters.counter(
                        "moderato.decisions",
                        "outcome",
                        decision.result().outcome().name(),
                        "stage",
                        decision.result().provenance().stage())
                .increment();
    }

    /** What is traced is told in the log, too; other contents are too many for a line each. */
    private static void log(Judged judged) {
        TraceParent trace = judged.record().trace();
        LOG.atLevel(trace == null ? Level.DEBUG : Level.INFO)
                .addKeyValue("contentId", judged.record().content().id())
                .addKeyValue("revision", judged.record().content().revision())
                .addKeyValue("requestId", judged.record().requestId())
                .addKeyValue(Traces.KEY, trace == null ? null : trace.traceId())
                .addKeyValue("outcome", judged.result().outcome())
                .log("Decided");
    }

    private <T> T timed(String name, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            meters.timer("moderato.pipeline.step", "step", name)
                    .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    private record Judged(SubmittedRecord record, ModerationResult result) {}
}
