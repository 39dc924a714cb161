package io.moderato.community.store;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** The rows of communities. */
interface CommunityRows extends JpaRepository<CommunityEntity, String> {
    List<CommunityEntity> findAllByOrderById();
}
