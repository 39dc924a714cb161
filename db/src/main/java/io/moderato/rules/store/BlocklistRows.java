package io.moderato.rules.store;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The rows of lists. */
interface BlocklistRows extends JpaRepository<BlocklistEntity, UUID> {
    /** The lists of a community by name. */
    @Query("""
            SELECT new io.moderato.rules.store.CountedList(b, (SELECT count(*) FROM TermEntity t WHERE t.blocklistId = b.id))
            FROM BlocklistEntity b WHERE b.communityId = :community ORDER BY b.name
            """)
    List<CountedList> of(String community);

    boolean existsByCommunityIdAndName(String community, String name);
}
