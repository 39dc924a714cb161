package io.moderato.openai.store;

import io.moderato.access.store.Administrator;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.database.EditVersions;
import io.moderato.database.EditingStore;
import io.moderato.problem.ProblemException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;

/** The communities' mappings, in the form that people edit. {@link MappingsInForce} has the mappings by which answers are made. */
@EditingStore
public class CategoryMappings {
    private final MappingRows rows;
    private final AuditTrail audit;

    CategoryMappings(MappingRows rows, AuditTrail audit) {
        this.rows = rows;
        this.audit = audit;
    }

    /** What a community has chosen; empty if there is no such community. */
    public Optional<ChosenMapping> of(CommunityId community) {
        return rows.findById(community.value()).map(MappingEntity::chosen);
    }

    /**
     * Gives a community another mapping. It is in force from the next answer on.
     *
     * @param editVersion the version of the community that the admin saw
     * @param mapping     the mapping; null to go back to the default
     * @throws ProblemException NOT_FOUND, CHANGED_MEANWHILE if somebody else changed the community since
     */
    @PreAuthorize(Administrator.OF_MAPPINGS)
    @Transactional
    public void choose(Administrator admin, CommunityId community, int editVersion, @Nullable CategoryMapping mapping) {
        admin.requireAdministers(community, "community");
        MappingEntity chosen =
                rows.findById(community.value()).orElseThrow(() -> ProblemException.notFound("community"));
        EditVersions.requireSame("community", editVersion, chosen.editVersion());
        String json = mapping == null ? null : Columns.json(mapping);
        chosen.choose(json);
        EditVersions.write("community", rows::flush);
        audit.record(
                admin.username(),
                "openai-mapping.choose",
                community.value(),
                community,
                Map.of("mapping", json == null ? "default" : json));
    }
}
