package io.moderato.rules.store;

import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A blocklist without its terms, because there may be very many. */
@Entity
@Table(name = "blocklist")
class BlocklistEntity {
    @Id
    private UUID id;

    /** The edit version; null as long as the list is not stored. */
    @Version
    private @Nullable Integer editVersion;

    @Column(updatable = false)
    private String communityId;

    private String name;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private RuleKind kind;

    /** The key of the category. */
    @Column(updatable = false)
    private String category;

    @Enumerated(EnumType.STRING)
    private RuleAction action;

    private boolean enabled = true;

    /** Used by JPA only. */
    @SuppressWarnings("NullAway.Init")
    BlocklistEntity() {}

    BlocklistEntity(CommunityId community, String name, RuleKind kind, Category category, RuleAction action) {
        this.id = UUID.randomUUID();
        this.communityId = community.value();
        this.name = name;
        this.kind = kind;
        this.category = category.key();
        this.action = action;
    }

    Blocklist blocklist(long terms) {
        return new Blocklist(
                id, community(), name, kind, Category.ofKey(category), action, enabled, terms, editVersion());
    }

    UUID id() {
        return id;
    }

    int editVersion() {
        return editVersion == null ? 0 : editVersion;
    }

    CommunityId community() {
        return new CommunityId(communityId);
    }

    String name() {
        return name;
    }

    RuleKind kind() {
        return kind;
    }

    void change(String newName, RuleAction newAction, boolean nowEnabled) {
        name = newName;
        action = newAction;
        enabled = nowEnabled;
    }
}
