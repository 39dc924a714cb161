package io.moderato.content.outbox;

import io.moderato.content.Content;
import io.moderato.content.ContentId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.springframework.stereotype.Component;

/**
 * Contents that Kafka did not accept at once, until the sweeper asks for them. Otherwise they would wait for their time to be sent again,
 * even if Kafka is back soon. The number is bounded; a content that does not fit waits for that time.
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

    /** Takes all contents. They are not returned again. */
    List<ContentId> take() {
        List<ContentId> taken = new ArrayList<>();
        contents.drainTo(taken);
        return taken;
    }
}
