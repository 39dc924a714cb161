package io.moderato.content.outbox;

import io.moderato.content.Content;
import io.moderato.content.store.SentRevision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.springframework.stereotype.Component;

/**
 * Revisions that Kafka has, until the sweeper notes this in the database. The number is bounded; a revision that does not fit is sent again
 * later, which does no harm. Most revisions are decided before they are noted, and then nothing is written.
 */
@Component
class Acknowledged {
    private final BlockingQueue<SentRevision> revisions;

    Acknowledged(OutboxSettings settings) {
        this.revisions = new ArrayBlockingQueue<>(2 * settings.queueRecords());
    }

    /** Adds a revision that Kafka has just accepted. */
    void add(Content content) {
        revisions.offer(new SentRevision(content.id(), content.revision(), Instant.now()));
    }

    /**
     * Takes the revisions that Kafka accepted before that time, the oldest first and at most {@code limit}. They are not returned again.
     */
    List<SentRevision> takeUntil(Instant time, int limit) {
        List<SentRevision> taken = new ArrayList<>();
        while (taken.size() < limit) {
            SentRevision first = revisions.peek();
            if (first == null || first.sentAt().isAfter(time)) {
                return taken;
            }
            taken.add(revisions.poll());
        }
        return taken;
    }
}
