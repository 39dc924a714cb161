package io.moderato.contenttype.store;

import io.moderato.access.store.Administrator;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.content.ContentType;
import io.moderato.contenttype.TypeSchema;
import io.moderato.database.EditVersions;
import io.moderato.database.EditedNames;
import io.moderato.database.EditingStore;
import io.moderato.database.UniqueNames;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;

/**
 * The communities' own types of contents, in the form that people edit. {@link TypesInForce} has the schemas by which contents are checked
 * now, {@link TypeVersions} those by which they were checked.
 */
@EditingStore
public class ContentTypes {
    private static final int MOST = 100;
    private static final String THING = "type";

    private final ContentTypeRows rows;
    private final TypeVersions versions;
    private final AuditTrail audit;

    ContentTypes(ContentTypeRows rows, TypeVersions versions, AuditTrail audit) {
        this.rows = rows;
        this.versions = versions;
        this.audit = audit;
    }

    /** The types of a community, sorted by key, the retired ones too. */
    public List<OwnType> of(CommunityId community) {
        Map<String, String> schemas = versions.newest(community);
        return rows.findByCommunityIdOrderByKey(community.value()).stream()
                .map(each -> each.withSchema(schemas.getOrDefault(each.key(), "")))
                .toList();
    }

    /** The type of that key, if the community has defined it. */
    public Optional<OwnType> find(CommunityId community, ContentType type) {
        return rows.findByCommunityIdAndKey(community.value(), type.key()).map(this::withSchema);
    }

    /**
     * Defines a type. It takes contents at once.
     *
     * @throws ProblemException INVALID_FIELD without a name, ALREADY_EXISTS for a key that is taken,
     *                          WRONG_STATE if the community has as many types as it can have
     */
    @PreAuthorize(Administrator.OF_TYPES)
    @Transactional
    public OwnType create(
            Administrator admin, CommunityId community, ContentType type, String name, TypeSchema schema) {
        admin.requireAdministers(community, "community");
        EditedNames.require(THING, name);
        if (type.isBuiltIn()
                || rows.findByCommunityIdAndKey(community.value(), type.key()).isPresent()) {
            throw new ProblemException(
                    ProblemKey.ALREADY_EXISTS,
                    "There is already a type with the key '%s'. Choose another key.".formatted(type),
                    "/key",
                    null);
        }
        if (rows.countByCommunityId(community.value()) >= MOST) {
            throw new ProblemException(
                    ProblemKey.WRONG_STATE,
                    "A community has at most %d types. Remove one that no content uses.".formatted(MOST));
        }
        ContentTypeEntity created = rows.save(new ContentTypeEntity(community, type, name));
        write(type);
        versions.add(community, type, created.version(), schema.json(), admin.username());
        audit.record(admin.username(), "content-type.create", type.key(), community, Map.of("name", name));
        return created.withSchema(schema.json());
    }

    /**
     * Gives a type another name, retires it or takes it into use again, and gives it another schema: then it has the next version. Contents
     * that are there keep the version that they were checked against.
     *
     * @param editVersion the version of the type that the admin saw
     * @throws ProblemException INVALID_FIELD without a name, NOT_FOUND, CHANGED_MEANWHILE if somebody
     *                          else changed the type since
     */
    @PreAuthorize(Administrator.OF_TYPES)
    @Transactional
    public OwnType change(
            Administrator admin,
            CommunityId community,
            ContentType type,
            int editVersion,
            String name,
            TypeSchema schema,
            boolean retired) {
        EditedNames.require(THING, name);
        ContentTypeEntity changed = find(admin, community, type, editVersion);
        changed.change(name, retired);
        boolean isNew = !schema.json().equals(withSchema(changed).schema());
        if (isNew) {
            changed.raiseVersion();
        }
        write(type);
        if (isNew) {
            versions.add(community, type, changed.version(), schema.json(), admin.username());
        }
        audit.record(
                admin.username(),
                "content-type.change",
                type.key(),
                community,
                Map.of("name", name, "version", "" + changed.version(), "retired", Boolean.toString(retired)));
        return changed.withSchema(schema.json());
    }

    /**
     * Removes a type that no content uses.
     *
     * @param editVersion the version of the type that the admin saw
     * @throws ProblemException NOT_FOUND, CHANGED_MEANWHILE if somebody else changed the type since, WRONG_STATE if contents use it
     */
    @PreAuthorize(Administrator.OF_TYPES)
    @Transactional
    public void remove(Administrator admin, CommunityId community, ContentType type, int editVersion) {
        ContentTypeEntity removed = find(admin, community, type, editVersion);
        rows.delete(removed);
        try {
            write(type);
        } catch (DataIntegrityViolationException inUse) {
            throw new ProblemException(
                    ProblemKey.WRONG_STATE,
                    "There are contents of the type '%s', which are shown by it. Retire it instead: then it takes no new ones."
                            .formatted(type),
                    null,
                    inUse);
        }
        audit.record(admin.username(), "content-type.remove", type.key(), community, Map.of());
    }

    private ContentTypeEntity find(Administrator admin, CommunityId community, ContentType type, int editVersion) {
        admin.requireAdministers(community, THING);
        ContentTypeEntity found = rows.findByCommunityIdAndKey(community.value(), type.key())
                .orElseThrow(() -> ProblemException.notFound(THING));
        EditVersions.requireSame(THING, editVersion, found.editVersion());
        return found;
    }

    private OwnType withSchema(ContentTypeEntity entity) {
        return entity.withSchema(versions.schema(entity.community(), new ContentType(entity.key()), entity.version())
                .orElseThrow(() -> new IllegalStateException("A version of " + entity.key() + " has no schema")));
    }

    private void write(ContentType type) {
        UniqueNames.write(THING, type.key(), rows::flush);
    }
}
