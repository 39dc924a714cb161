package io.moderato.content.outbox;

import io.moderato.content.Content;
import io.moderato.content.ContentId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.springframework.stereotype.Component;

/**
 * Contents that Kafka did not take at once, until the sweeper asks for them. Without it they would wait for their time to be sent again,
 * however soon Kafka is back. Bounded; what does not fit in waits for that time.
 */
@Component
final class Undelivered {
    private final BlockingQueue<ContentId> contents;

    Undelivered(OutboxSettings settings) {
        this.contents = new ArrayBlockingQueue<>(settings.queueRecords());
    }

    void add(Content content) {
        contents.offer(content.id());
    }

    /** All of them; they are not told again. */
    List<ContentId> take() {
        List<ContentId> taken = new ArrayList<>();
        contents.drainTo(taken);
        return taken;
    }
}
