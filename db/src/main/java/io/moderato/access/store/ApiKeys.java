package io.moderato.access.store;

import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.problem.ProblemException;
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
    private static final RowMapper<ApiKey> KEY = (row, index) -> new ApiKey(
            Columns.uuid(row, "id"),
            new CommunityId(row.getString("community_id")),
            row.getString("name"),
            row.getString("prefix"),
            Columns.texts(row, "scopes").stream()
                    .map(Scope::valueOf)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class))),
            row.getInt("rate_per_minute"),
            Columns.instant(row, "created_at"),
            row.getString("created_by"),
            Columns.instantOrNull(row, "last_used_at"),
            Columns.instantOrNull(row, "revoked_at"));

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
     * Creates a key and returns its secret, which nobody can read again.
     *
     * @throws ProblemException INVALID_FIELD without a name, a scope or a positive rate
     */
    @PreAuthorize("hasRole('ADMIN') and #admin.username() == authentication.name")
    @Transactional
    public String create(Actor admin, CommunityId community, String name, Set<Scope> scopes, int ratePerMinute) {
        if (name.isBlank() || name.length() > 100) {
            throw ProblemException.invalidField("/name", "A key's name has 1 to 100 characters.");
        }
        if (scopes.isEmpty()) {
            throw ProblemException.invalidField("/scopes", "Choose at least one thing that the key may do.");
        }
        if (ratePerMinute < 1) {
            throw ProblemException.invalidField("/ratePerMinute", "A key may make at least 1 call a minute.");
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        insert(admin.username(), community, name, scopes, ratePerMinute, secret);
        audit.record(admin.username(), "api-key.create", name, community, Map.of("scopes", scopes.toString()));
        return secret;
    }

    /** Makes sure that there is a key with the given secret, at the first start or for the demo. A revoked key stays revoked. */
    @Transactional
    public void bootstrap(CommunityId community, String name, Set<Scope> scopes, int ratePerMinute, String secret) {
        if (secret.length() < MIN_GIVEN_LENGTH) {
            throw ProblemException.invalidField(
                    "/key", "An API key has at least " + MIN_GIVEN_LENGTH + " characters; the given key is shorter.");
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

    /** All keys of that community, also revoked ones, the newest first. */
    @PreAuthorize("hasRole('ADMIN')")
    public List<ApiKey> of(CommunityId community) {
        return jdbc.sql("SELECT * FROM api_key WHERE community_id = ? ORDER BY created_at DESC")
                .param(community.value())
                .query(KEY)
                .list();
    }

    /** Revokes a key. The services refuse it as soon as they read the keys again, which they do every few seconds. */
    @PreAuthorize("hasRole('ADMIN') and #admin.username() == authentication.name")
    @Transactional
    public void revoke(Actor admin, UUID key) {
        int revoked = jdbc.sql("UPDATE api_key SET revoked_at = now() WHERE id = ? AND revoked_at IS NULL")
                .param(key)
                .update();
        if (revoked == 1) {
            audit.record(admin.username(), "api-key.revoke", key.toString(), null, Map.of());
        }
    }

    private void insert(
            String by, CommunityId community, String name, Set<Scope> scopes, int ratePerMinute, String secret) {
        jdbc.sql("""
                        INSERT INTO api_key (id, community_id, name, prefix, key_hash, scopes, rate_per_minute, created_by)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        UUID.randomUUID(),
                        community.value(),
                        name,
                        secret.substring(0, PREFIX_LENGTH),
                        hash(secret),
                        Columns.column(scopes, Scope::name),
                        ratePerMinute,
                        by)
                .update();
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
