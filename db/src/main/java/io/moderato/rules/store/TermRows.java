package io.moderato.rules.store;

import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows of terms. */
interface TermRows extends Repository<TermEntity, Long> {
    @Query("""
            SELECT new io.moderato.rules.store.Term(t.id, t.term, t.addedBy, t.addedAt) FROM TermEntity t
            WHERE t.blocklistId = :list AND position(lower(:containing) IN lower(t.term)) > 0 ORDER BY t.term
            """)
    List<Term> containing(UUID list, String containing, Pageable page);

    @Query("""
            SELECT count(*) FROM TermEntity t
            WHERE t.blocklistId = :list AND position(lower(:containing) IN lower(t.term)) > 0
            """)
    int countContaining(UUID list, String containing);

    @Query("""
            SELECT new io.moderato.rules.store.Term(t.id, t.term, t.addedBy, t.addedAt) FROM TermEntity t
            WHERE t.blocklistId = :list AND t.term > :after ORDER BY t.term
            """)
    List<Term> after(UUID list, String after, Limit limit);

    long countByBlocklistId(UUID list);

    @Modifying
    @Query("DELETE FROM TermEntity t WHERE t.id = :term AND t.blocklistId = :list")
    int remove(UUID list, long term);
}
