package io.moderato.contenttype.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/** The rows of types. */
interface ContentTypeRows extends JpaRepository<ContentTypeEntity, UUID> {
    List<ContentTypeEntity> findByCommunityIdOrderByKey(String communityId);

    Optional<ContentTypeEntity> findByCommunityIdAndKey(String communityId, String key);

    int countByCommunityId(String communityId);
}
