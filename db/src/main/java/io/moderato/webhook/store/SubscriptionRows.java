package io.moderato.webhook.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/** The rows of subscriptions. */
interface SubscriptionRows extends JpaRepository<SubscriptionEntity, UUID> {
    List<SubscriptionEntity> findByCommunityIdOrderByName(String community);

    Optional<SubscriptionEntity> findByIdAndCommunityId(UUID id, String community);

    int countByCommunityId(String community);
}
