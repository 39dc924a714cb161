package io.moderato.content.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.content.Content;
import io.moderato.content.store.Contents;
import io.moderato.content.store.DueRevision;
import io.moderato.content.store.SentRevision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends contents again that stayed QUEUED and did not reach Kafka, because Kafka was down or this process was killed. A content that Kafka
 * has waits there for the pipeline. It is sent again only if the pipeline has passed its record and left it undecided, so that a backlog
 * never becomes longer.
 */
@Component
class OutboxSweeper {
    private static final Logger log = LoggerFactory.getLogger(OutboxSweeper.class);

    private static final Duration DECIDED_BY_THEN = Duration.ofSeconds(1);
    private static final int NOTED_AT_ONCE = 5000;

    private final Contents contents;
    private final Outbox outbox;
    private final Undelivered undelivered;
    private final Acknowledged acknowledged;
    private final ConsumedUntil consumed;
    private final ContentProducer producer;
    private final TransactionTemplate transaction;
    private final OutboxSettings settings;
    private final Counter resent;
    private volatile boolean reachable = true;

    OutboxSweeper(
            Contents contents,
            Outbox outbox,
            Undelivered undelivered,
            Acknowledged acknowledged,
            ConsumedUntil consumed,
            ContentProducer producer,
            TransactionTemplate transaction,
            OutboxSettings settings,
            MeterRegistry metrics) {
        this.contents = contents;
        this.outbox = outbox;
        this.undelivered = undelivered;
        this.acknowledged = acknowledged;
        this.consumed = consumed;
        this.producer = producer;
        this.transaction = transaction;
        this.settings = settings;
        this.resent = Counter.builder("moderato.outbox.resent")
                .description("Revisions that the sweeper sent again")
                .register(metrics);
    }

    /** Notes which revisions Kafka has, and sends the due ones, in batches. */
    @Scheduled(fixedDelayString = "${moderato.outbox.sweep-interval:5s}")
    void sweep() {
        int sent = 0;
        try {
            noteAcknowledged();
            consumed.next().ifPresent(time -> contents.lostIfSentBefore(time.minus(settings.resendAfter())));
            contents.dueForResend(undelivered.take());
            int last = settings.sweepBatch();
            for (int round = 0; round < settings.sweepRounds() && last > 0; round++) {
                last = sweepBatch();
                sent += last;
            }
        } catch (DataAccessException | TransactionException down) {
            log.warn(
                    "The database does not answer ({}); sweeping later.",
                    down.getClass().getSimpleName());
        }
        if (sent > 0) {
            log.info("Sent {} waiting contents again", sent);
        }
    }

    /** Notes acknowledged revisions after a moment. Most are decided by then, and for these nothing is written. */
    private void noteAcknowledged() {
        Instant aMomentAgo = Instant.now().minus(DECIDED_BY_THEN);
        for (List<SentRevision> sent = acknowledged.takeUntil(aMomentAgo, NOTED_AT_ONCE);
                !sent.isEmpty();
                sent = acknowledged.takeUntil(aMomentAgo, NOTED_AT_ONCE)) {
            contents.sent(sent);
        }
    }

    /** Sends one batch and returns how many revisions were sent. If Kafka does not accept the batch, the new times are rolled back. */
    private int sweepBatch() {
        // while Kafka is down, one record is enough to see whether it is back
        int limit = reachable ? settings.sweepBatch() : 1;
        Integer sent = transaction.execute(status -> {
            List<DueRevision> due = contents.takeDueForResend(limit, settings.resendAfter());
            if (due.isEmpty()) {
                return 0;
            }
            ContentProducer.Delivery delivery =
                    producer.sendAll(due.stream().map(outbox::again).toList());
            reachable = delivery.complete();
            if (!reachable) {
                status.setRollbackOnly();
                return 0;
            }
            delivery.tooLarge().forEach(place -> giveUp(due.get(place).content()));
            Instant now = Instant.now();
            contents.sent(due.stream()
                    .map(DueRevision::content)
                    .map(content -> new SentRevision(content.id(), content.revision(), now))
                    .toList());
            resent.increment(due.size());
            return due.size();
        });
        return sent == null ? 0 : sent;
    }

    /** Gives up a revision that Kafka will never accept, so that it does not hold up others. */
    private void giveUp(Content content) {
        contents.failed(content.id(), content.revision());
        log.atError()
                .addKeyValue("contentId", content.id())
                .log(
                        "Content {} revision {} is larger than a Kafka record may be, so nobody can decide it. Lower moderato.content.max-text or max-inline-images.",
                        content.id(),
                        content.revision());
    }
}
