package io.moderato.openai.store;

import io.moderato.database.Columns;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What a community has chosen. It stands with the community, so its edits are told apart by the community's version. */
@Entity
@Table(name = "community")
class MappingEntity {
    @Id
    private String id;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String openaiMapping;

    @Version
    private int editVersion;

    /** For JPA, the only one who makes one: a community is made by its own store. */
    @SuppressWarnings("NullAway.Init")
    MappingEntity() {}

    int editVersion() {
        return editVersion;
    }

    ChosenMapping chosen() {
        return new ChosenMapping(
                openaiMapping == null ? null : Columns.fromJson(openaiMapping, CategoryMapping.class), editVersion);
    }

    void choose(@Nullable String mapping) {
        openaiMapping = mapping;
    }
}
