package io.moderato.policy.store;

import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.policy.Policy;
import io.moderato.policy.PolicyTerms;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** One version of a policy. */
@Entity
@Table(name = "policy")
class PolicyEntity implements Persistable<PolicyEntity.Key> {
    @Embeddable
    record Key(String communityId, int version) {}

    @EmbeddedId
    private Key key;

    @JdbcTypeCode(SqlTypes.JSON)
    private String thresholds;

    @JdbcTypeCode(SqlTypes.JSON)
    private String unexamined;

    private String chain;
    private String note;
    private String publishedBy;

    /** The time by the database's clock, because it is compared with other times of the database. */
    @Generated
    private @Nullable Instant publishedAt;

    /** Used by JPA only. */
    @SuppressWarnings("NullAway.Init")
    PolicyEntity() {}

    PolicyEntity(CommunityId community, int version, PolicyTerms terms, String note, String by) {
        this.key = new Key(community.value(), version);
        this.thresholds = Columns.json(terms.thresholds());
        this.unexamined = Columns.json(terms.unexamined());
        this.chain = terms.chain().name();
        this.note = note;
        this.publishedBy = by;
    }

    Policy policy() {
        return new Policy(
                new CommunityId(key.communityId()),
                key.version(),
                StoredTerms.read(thresholds, unexamined, chain),
                note,
                publishedBy,
                Objects.requireNonNull(publishedAt));
    }

    @Override
    public Key getId() {
        return key;
    }

    /** Always true, because versions are added and never changed. */
    @Override
    public boolean isNew() {
        return true;
    }
}
