package io.moderato.rules.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A term of a list. {@link TermImport} adds terms, many in one statement. */
@Entity
@Immutable
@Table(name = "blocklist_term")
class TermEntity {
    @Id
    private long id;

    private UUID blocklistId;
    private String term;
    private String addedBy;
    private Instant addedAt;

    /** Used by JPA only. */
    @SuppressWarnings("NullAway.Init")
    TermEntity() {}
}
