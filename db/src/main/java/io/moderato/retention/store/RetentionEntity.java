package io.moderato.retention.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** How long a community keeps contents. It is stored in the community's row, so its edits use the community's edit version. */
@Entity
@Table(name = "community")
class RetentionEntity {
    @Id
    private String id;

    private @Nullable Integer keepApprovedDays;
    private @Nullable Integer keepRestrictedDays;
    private @Nullable Integer keepLabelledDays;

    @Version
    private int editVersion;

    /** Used by JPA only. Communities are created by their own store. */
    @SuppressWarnings("NullAway.Init")
    RetentionEntity() {}

    int editVersion() {
        return editVersion;
    }

    ChosenTimes chosen() {
        return new ChosenTimes(new KeepTimes(keepApprovedDays, keepRestrictedDays, keepLabelledDays), editVersion);
    }

    void choose(KeepTimes times) {
        keepApprovedDays = times.approved();
        keepRestrictedDays = times.restricted();
        keepLabelledDays = times.labelled();
    }
}
