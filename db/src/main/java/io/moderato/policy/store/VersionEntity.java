package io.moderato.policy.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/**
 * The version of its policy by which a community decides. The same number shows an editor that somebody else changed the policy in the
 * meantime.
 */
@Entity
@Table(name = "community")
class VersionEntity {
    @Id
    private String id;

    @Version
    private int policyVersion;

    /** Used by JPA only. Communities are created by their own store. */
    @SuppressWarnings("NullAway.Init")
    VersionEntity() {}

    int policyVersion() {
        return policyVersion;
    }
}
