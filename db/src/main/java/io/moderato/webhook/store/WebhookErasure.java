package io.moderato.webhook.store;

import io.moderato.content.ContentId;
import io.moderato.erasure.ErasureParticipant;
import java.util.List;
import org.springframework.stereotype.Repository;

/** Removes what is to be told, or was told, about an erased content. The receivers are told of the erasure itself. */
@Repository
class WebhookErasure implements ErasureParticipant {
    private final Deliveries deliveries;

    WebhookErasure(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public boolean eraseContents(List<ContentId> contents, int atMost) {
        return deliveries.purge(contents, atMost) < atMost;
    }
}
