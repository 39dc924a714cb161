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
 * Revisions that Kafka has, until the sweeper notes it in the database. Bounded; what does not fit in is sent again later, which does no
 * harm. Most are decided before they are noted, and then nothing is written.
 */
@Component
class Acknowledged {
    private final BlockingQueue<SentRevision> revisions;

    Acknowledged(OutboxSettings settings) {
        this.revisions = new ArrayBlockingQueue<>(2 * settings.queueRecords());
    }

    /** Kafka has that revision since now. */
    void add(Content content) {
        revisions.offer(new SentRevision(content.id(), content.revision(), Instant.now()));
    }

    /** At most so many of those that Kafka has since before that time, the first ones first; they are not told again. */
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
