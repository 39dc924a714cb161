package io.moderato.contenttype.store;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A type of contents without its schemas, which never change. */
@Entity
@Table(name = "content_type")
class ContentTypeEntity {
    @Id
    private UUID id;

    /** The edit version; null as long as the type is not stored. */
    @Version
    private @Nullable Integer editVersion;

    @Column(updatable = false)
    private String communityId;

    @Column(updatable = false)
    private String key;

    private String name;

    /** The newest version of the schema. */
    private int version = 1;

    private boolean retired;

    /** Used by JPA only. */
    @SuppressWarnings("NullAway.Init")
    ContentTypeEntity() {}

    ContentTypeEntity(CommunityId community, ContentType type, String name) {
        this.id = UUID.randomUUID();
        this.communityId = community.value();
        this.key = type.key();
        this.name = name;
    }

    OwnType withSchema(String schema) {
        return new OwnType(community(), new ContentType(key), name, version, schema, retired, editVersion());
    }

    CommunityId community() {
        return new CommunityId(communityId);
    }

    String key() {
        return key;
    }

    int editVersion() {
        return editVersion == null ? 0 : editVersion;
    }

    int version() {
        return version;
    }

    void change(String newName, boolean nowRetired) {
        name = newName;
        retired = nowRetired;
    }

    /** Notes that the schema is another one, with the next version. */
    void raiseVersion() {
        version++;
    }
}
