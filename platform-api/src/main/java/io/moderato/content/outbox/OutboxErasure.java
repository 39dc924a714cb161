package io.moderato.content.outbox;

import io.moderato.content.ContentId;
import io.moderato.erasure.ErasureParticipant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes erased contents out of what this process still has to send. */
@Component
class OutboxErasure implements ErasureParticipant {
    private final Outbox outbox;

    OutboxErasure(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public boolean eraseContents(List<ContentId> contents, int atMost) {
        outbox.drop(contents);
        return true;
    }
}
