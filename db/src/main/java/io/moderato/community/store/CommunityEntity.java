package io.moderato.community.store;

import io.moderato.community.Community;
import io.moderato.community.CommunityId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** A community in the form that people edit. The versions in force are only read here; the stores of policies and rules raise them. */
@Entity
@Table(name = "community")
class CommunityEntity {
    @Id
    private String id;

    private String name;

    /** The edit version; null as long as the community is not stored. */
    @Version
    private @Nullable Integer editVersion;

    @Column(insertable = false, updatable = false)
    private int policyVersion;

    @Column(insertable = false, updatable = false)
    private long rulesVersion;

    /** Used by JPA only. */
    @SuppressWarnings("NullAway.Init")
    CommunityEntity() {}

    CommunityEntity(CommunityId id, String name) {
        this.id = id.value();
        this.name = name;
    }

    Community community() {
        return new Community(new CommunityId(id), name, editVersion(), policyVersion, rulesVersion);
    }

    int editVersion() {
        return editVersion == null ? 0 : editVersion;
    }

    void rename(String newName) {
        name = newName;
    }
}
