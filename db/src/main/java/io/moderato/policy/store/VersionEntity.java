package io.moderato.policy.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** Which version of its policy a community decides by. That number is at the same time what tells an editor of a change meanwhile. */
@Entity
@Table(name = "community")
class VersionEntity {
    @Id
    private String id;

    @Version
    private int policyVersion;

    /** For JPA, the only one who makes one: a community is made by its own store. */
    @SuppressWarnings("NullAway.Init")
    VersionEntity() {}

    int policyVersion() {
        return policyVersion;
    }
}
