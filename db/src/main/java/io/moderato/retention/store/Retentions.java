package io.moderato.retention.store;

import io.moderato.access.store.Administrator;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.database.EditVersions;
import io.moderato.database.EditingStore;
import io.moderato.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;

/** How long communities keep their contents, in the form that people edit. */
@EditingStore
public class Retentions {
    private final RetentionRows rows;
    private final RetentionSettings settings;
    private final AuditTrail audit;

    Retentions(RetentionRows rows, RetentionSettings settings, AuditTrail audit) {
        this.rows = rows;
        this.settings = settings;
        this.audit = audit;
    }

    /** What a community has chosen; empty if there is no such community. */
    public Optional<ChosenTimes> of(CommunityId community) {
        return rows.findById(community.value()).map(RetentionEntity::chosen);
    }

    /** The usual times, none of which is null. */
    public KeepTimes usual() {
        return new KeepTimes(days(settings.approved()), days(settings.restricted()), days(settings.labelled()));
    }

    /**
     * Gives a community other times. What is over by them is deleted within the hour and does not come back.
     *
     * @param editVersion the version of the community that the admin saw
     * @throws ProblemException NOT_FOUND, CHANGED_MEANWHILE if somebody else changed the community since
     */
    @PreAuthorize(Administrator.OF_COMMUNITIES)
    @Transactional
    public void choose(Administrator admin, CommunityId community, int editVersion, KeepTimes times) {
        admin.requireAdministers(community, "community");
        RetentionEntity chosen =
                rows.findById(community.value()).orElseThrow(() -> ProblemException.notFound("community"));
        EditVersions.requireSame("community", editVersion, chosen.editVersion());
        chosen.choose(times);
        EditVersions.write("community", rows::flush);
        audit.record(
                admin.username(),
                "retention.choose",
                community.value(),
                community,
                Map.of(
                        "approved", words(times.approved()),
                        "restricted", words(times.restricted()),
                        "labelled", words(times.labelled())));
    }

    private static int days(Duration time) {
        return Math.toIntExact(time.toDays());
    }

    private static String words(@Nullable Integer days) {
        return days == null ? "usual" : days + " days";
    }
}
