package io.moderato.queue.store;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/** The rows of queues. */
interface QueueRows extends JpaRepository<QueueEntity, UUID> {
    List<QueueEntity> findByCommunityIdInOrderByCommunityIdAscIsDefaultDescNameAsc(Collection<String> communities);
}
