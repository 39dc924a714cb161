package io.moderato.policy.store;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;

/** The rows of all versions of all policies. */
interface PolicyRows extends JpaRepository<PolicyEntity, PolicyEntity.Key> {
    List<PolicyEntity> findByKeyCommunityIdOrderByKeyVersionDesc(String community);

    List<PolicyEntity> findByKeyCommunityIdAndKeyVersionLessThanOrderByKeyVersionDesc(
            String community, int before, Limit limit);
}
