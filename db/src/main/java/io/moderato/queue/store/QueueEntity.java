package io.moderato.queue.store;

import io.moderato.community.CommunityId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A queue in the form that people edit. */
@Entity
@Table(name = "review_queue")
class QueueEntity {
    @Id
    private UUID id;

    private String communityId;
    private String name;
    private boolean isDefault;

    /** The edit version; null as long as the queue is not stored. */
    @Version
    private @Nullable Integer editVersion;

    /** Used by JPA only. */
    @SuppressWarnings("NullAway.Init")
    QueueEntity() {}

    QueueEntity(CommunityId community, String name, boolean isDefault) {
        this.id = UUID.randomUUID();
        this.communityId = community.value();
        this.name = name;
        this.isDefault = isDefault;
    }

    Queue queue() {
        return new Queue(id, new CommunityId(communityId), name, isDefault);
    }
}
