package io.moderato.access.store;

import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.database.EditVersions;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The keys with which services call the API. */
@Repository
public class ApiKeys {
    private static final String MARK = "mod_";
    private static final int PREFIX_LENGTH = 12;
    private static final int SECRET_BYTES = 32;
    private static final int MIN_GIVEN_LENGTH = 16;
    private static final int MIN_GIVEN_LENGTH_FOR_ALL = 32;
    /** Live keys of one community: more than anybody looks after, and few enough to be listed at once. */
    private static final int MOST_KEYS = 1000;

    private static final RowMapper<ApiKey> KEY = (row, index) -> new ApiKey(
            Columns.uuid(row, "id"),
            communityOrNull(row.getString("community_id")),
            row.getString("name"),
            row.getString("prefix"),
            Columns.texts(row, "scopes").stream()
                    .map(Scope::valueOf)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class))),
            row.getInt("rate_per_minute"),
            Columns.instant(row, "created_at"),
            row.getString("created_by"),
            Columns.instantOrNull(row, "last_used_at"),
            Columns.instantOrNull(row, "revoked_at"),
            row.getInt("edit_version"));

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final AuditTrail audit;

    ApiKeys(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** The key with that secret; empty if it is unknown or revoked. The use is noted at most once a minute. */
    public Optional<ApiKey> authenticate(String secret) {
        // one statement, so that a caller waits for only one connection; "noted" runs to its end, even though nobody
        // reads from it
        return jdbc.sql("""
                        WITH noted AS (
                            UPDATE api_key SET last_used_at = now()
                            WHERE key_hash = :hash AND revoked_at IS NULL
                              AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute'))
                        SELECT * FROM api_key WHERE key_hash = :hash AND revoked_at IS NULL
                        """).param("hash", hash(secret)).query(KEY).optional();
    }

    /**
     * Creates a key.
     *
     * @param community the only community that it opens, or null for the administration of all
     * @throws ProblemException INVALID_FIELD without a name, a scope or a positive rate, or if a key for all communities has no scope of
     *     administration; NOT_ALLOWED if a key grants more than it holds; NOT_FOUND if it does not administer that community; WRONG_STATE if
     *     there are too many keys
     */
    @PreAuthorize(Administrator.OF_KEYS)
    @Transactional
    public NewKey create(
            Administrator admin, @Nullable CommunityId community, String name, Set<Scope> scopes, int ratePerMinute) {
        KeyRules.require(community, name, scopes, ratePerMinute);
        KeyRules.requireReach(admin, community);
        KeyRules.requireGranted(lockedWith(admin, null), admin, scopes);
        requireRoom(community);
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        UUID id = insert(admin.username(), community, name, scopes, ratePerMinute, secret);
        audit.record(admin.username(), "api-key.create", name, community, KeyRules.detail(scopes, ratePerMinute));
        return new NewKey(find(id).orElseThrow(), secret);
    }

    /**
     * Changes what a key is called, may do and may do in a minute. It keeps its secret.
     *
     * @param editVersion the version of the key that the admin saw
     * @return the key as it is now
     * @throws ProblemException INVALID_FIELD as when it is created; NOT_FOUND; WRONG_STATE if it is revoked; CHANGED_MEANWHILE if somebody
     *     else changed it since; NOT_ALLOWED if a key grants it more than it holds itself
     */
    @PreAuthorize(Administrator.OF_KEYS)
    @Transactional
    public ApiKey change(
            Administrator admin, UUID key, int editVersion, String name, Set<Scope> scopes, int ratePerMinute) {
        List<ApiKey> locked = lockedWith(admin, key);
        ApiKey before = locked.stream()
                .filter(each -> each.id().equals(key))
                .findFirst()
                .filter(each -> KeyRules.reaches(admin, each.only()))
                .orElseThrow(() -> ProblemException.notFound("key"));
        if (before.revokedAt() != null) {
            throw new ProblemException(
                    ProblemKey.WRONG_STATE, "This key is revoked and stays as it is. Create another one.");
        }
        KeyRules.require(before.only(), name, scopes, ratePerMinute);
        EditVersions.requireSame("key", editVersion, before.editVersion());
        Set<Scope> added = EnumSet.copyOf(scopes);
        added.removeAll(before.scopes());
        KeyRules.requireGranted(locked, admin, added);
        jdbc.sql("""
                        UPDATE api_key SET name = ?, scopes = ?, rate_per_minute = ?, edit_version = edit_version + 1
                        WHERE id = ?
                        """)
                .params(name, Columns.column(scopes, Scope::name), ratePerMinute, key)
                .update();
        audit.record(admin.username(), "api-key.change", name, before.only(), KeyRules.detail(scopes, ratePerMinute));
        return find(key).orElseThrow();
    }

    /**
     * Makes sure that there is a key with the given secret, at the first start or for the demo. One that was revoked stays revoked.
     *
     * @param community the only community that it opens, or null for the administration of all
     */
    @Transactional
    public void bootstrap(
            @Nullable CommunityId community, String name, Set<Scope> scopes, int ratePerMinute, String secret) {
        int least = community == null ? MIN_GIVEN_LENGTH_FOR_ALL : MIN_GIVEN_LENGTH;
        if (secret.length() < least) {
            throw ProblemException.invalidField(
                    "/key", "An API key has at least " + least + " characters; the one given is shorter.");
        }
        boolean known = jdbc.sql("SELECT EXISTS (SELECT FROM api_key WHERE key_hash = ?)")
                .param(hash(secret))
                .query(Boolean.class)
                .single();
        if (!known) {
            insert("system", community, name, scopes, ratePerMinute, secret);
            audit.record("system", "api-key.bootstrap", name, community, Map.of());
        }
    }

    /** All keys of that community, the newest first, revoked ones too; for null, those that administer all communities. */
    @PreAuthorize("hasRole('ADMIN')")
    public List<ApiKey> of(@Nullable CommunityId community) {
        return jdbc.sql("SELECT * FROM api_key WHERE community_id IS NOT DISTINCT FROM ? ORDER BY created_at DESC")
                .params(Columns.values(value(community)))
                .query(KEY)
                .list();
    }

    /**
     * The same without those that are revoked. There are never more than fit into one answer.
     *
     * @throws ProblemException NOT_ALLOWED or NOT_FOUND if the administrator may not know of them
     */
    @PreAuthorize(Administrator.MAY_READ)
    public List<ApiKey> live(Administrator admin, @Nullable CommunityId community) {
        KeyRules.requireReach(admin, community);
        return jdbc.sql("""
                        SELECT * FROM api_key WHERE community_id IS NOT DISTINCT FROM ? AND revoked_at IS NULL
                        ORDER BY created_at DESC
                        """).params(Columns.values(value(community))).query(KEY).list();
    }

    /** The key of that id, if the administrator may know of it. */
    @PreAuthorize(Administrator.MAY_READ)
    public Optional<ApiKey> find(Administrator admin, UUID key) {
        return find(key).filter(each -> KeyRules.reaches(admin, each.only()));
    }

    /**
     * Revokes a key: services refuse it as soon as they ask again, which they do every few seconds. It needs no version of the key, because
     * nothing that somebody else changed makes it right to go on using the key.
     *
     * @throws ProblemException NOT_FOUND if there is no such key among those that the admin may know of
     */
    @PreAuthorize(Administrator.OF_KEYS)
    @Transactional
    public void revoke(Administrator admin, UUID key) {
        ApiKey revoked = find(key)
                .filter(each -> KeyRules.reaches(admin, each.only()))
                .orElseThrow(() -> ProblemException.notFound("key"));
        int changed = jdbc.sql("UPDATE api_key SET revoked_at = now() WHERE id = ? AND revoked_at IS NULL")
                .param(key)
                .update();
        if (changed == 1) {
            audit.record(
                    admin.username(), "api-key.revoke", key.toString(), revoked.only(), Map.of("name", revoked.name()));
        }
    }

    private Optional<ApiKey> find(UUID key) {
        return jdbc.sql("SELECT * FROM api_key WHERE id = ?")
                .param(key)
                .query(KEY)
                .optional();
    }

    /** The key that is to be changed, and the one that acts, as they are now; nobody changes or revokes them before the transaction ends. */
    private List<ApiKey> lockedWith(Administrator admin, @Nullable UUID key) {
        UUID acting = admin instanceof ApiKey caller ? caller.id() : null;
        // in one order, so that two who change one another do not wait for each other
        return jdbc.sql("SELECT * FROM api_key WHERE id IN (?::uuid, ?::uuid) ORDER BY id FOR UPDATE")
                .params(Columns.values(key, acting))
                .query(KEY)
                .list();
    }

    private void requireRoom(@Nullable CommunityId community) {
        int live = jdbc.sql(
                        "SELECT count(*) FROM api_key WHERE community_id IS NOT DISTINCT FROM ? AND revoked_at IS NULL")
                .params(Columns.values(value(community)))
                .query(Integer.class)
                .single();
        if (live >= MOST_KEYS) {
            throw new ProblemException(
                    ProblemKey.WRONG_STATE,
                    "There are %,d keys already, as many as there may be. Revoke those that nobody uses."
                            .formatted(MOST_KEYS));
        }
    }

    private UUID insert(
            String by,
            @Nullable CommunityId community,
            String name,
            Set<Scope> scopes,
            int ratePerMinute,
            String secret) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO api_key (id, community_id, name, prefix, key_hash, scopes, rate_per_minute, created_by)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Columns.values(
                        id,
                        value(community),
                        name,
                        secret.substring(0, PREFIX_LENGTH),
                        hash(secret),
                        Columns.column(scopes, Scope::name),
                        ratePerMinute,
                        by))
                .update();
        return id;
    }

    private static @Nullable String value(@Nullable CommunityId community) {
        return community == null ? null : community.value();
    }

    private static @Nullable CommunityId communityOrNull(@Nullable String value) {
        return value == null ? null : new CommunityId(value);
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
