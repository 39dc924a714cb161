package io.moderato.openai.store;

import io.moderato.database.Columns;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** The mapping that a community has chosen. It is stored in the community's row, so its edits use the community's edit version. */
@Entity
@Table(name = "community")
class MappingEntity {
    @Id
    private String id;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String openaiMapping;

    @Version
    private int editVersion;

    /** Used by JPA only. Communities are created by their own store. */
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
