package io.moderato.access.store;

import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;

/** The accounts of the console, with their roles and memberships. */
@Repository
public class Accounts {
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9._@-]{1,100}");
    private static final int MIN_PASSWORD_LENGTH = 8;
    // Argon2's work grows with the input, and nobody types more
    private static final int MAX_PASSWORD_LENGTH = 200;
    private static final TypeReference<Map<String, String>> MEMBERSHIPS = new TypeReference<>() {};
    private static final String SELECT = """
            SELECT a.*, (SELECT coalesce(jsonb_object_agg(m.community_id, coalesce(m.author_id, '')), '{}')
                         FROM membership m WHERE m.account_id = a.id) AS memberships
            FROM account a
            """;
    private static final RowMapper<Account> ACCOUNT = (row, index) -> {
        Map<CommunityId, String> memberships = new HashMap<>();
        Columns.fromJson(row.getString("memberships"), MEMBERSHIPS)
                .forEach((community, author) -> memberships.put(new CommunityId(community), author));
        Actor actor = new Actor(
                Columns.uuid(row, "id"), row.getString("username"), Role.valueOf(row.getString("role")), memberships);
        return new Account(
                actor,
                row.getString("display_name"),
                row.getString("password_hash"),
                row.getBoolean("enabled"),
                Columns.instant(row, "created_at"));
    };

    private final JdbcClient jdbc;
    private final PasswordEncoder passwords;
    private final AuditTrail audit;

    Accounts(JdbcClient jdbc, PasswordEncoder passwords, AuditTrail audit) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.audit = audit;
    }

    /** The account of that login name. */
    public Optional<Account> find(String username) {
        return jdbc.sql(SELECT + "WHERE a.username = ?")
                .param(username)
                .query(ACCOUNT)
                .optional();
    }

    /** All accounts by name. */
    @PreAuthorize("hasRole('ADMIN')")
    public List<Account> all() {
        return jdbc.sql(SELECT + "ORDER BY a.username").query(ACCOUNT).list();
    }

    /** Whether there is no account yet. */
    public boolean none() {
        return jdbc.sql("SELECT NOT EXISTS (SELECT FROM account)")
                .query(Boolean.class)
                .single();
    }

    /**
     * Creates an account.
     *
     * @throws ProblemException INVALID_FIELD for a bad name or password, ALREADY_EXISTS for a name that is taken
     */
    @ByAdmin
    @Transactional
    public Account create(Actor admin, String username, String displayName, String password, Role role) {
        Account account = insert(username, displayName, password, role);
        audit.record(admin.username(), "account.create", username, null, Map.of("role", role.name()));
        return account;
    }

    /**
     * Creates an account at the first start or for the demo, when nobody can be logged in. Returns the existing account if the name is
     * taken.
     */
    @Transactional
    public Account bootstrap(String username, String displayName, String password, Role role) {
        return find(username).orElseGet(() -> {
            audit.record("system", "account.bootstrap", username, null, Map.of("role", role.name()));
            return insert(username, displayName, password, role);
        });
    }

    /** Makes the account a member of that community, at the first start or for the demo. */
    @Transactional
    public void bootstrapMembership(UUID account, CommunityId community, @Nullable String authorId) {
        addMembership(account, community, authorId);
    }

    /** Makes the account a member of that community; an end user acts there as that author. */
    @ByAdmin
    @Transactional
    public void join(Actor admin, UUID account, CommunityId community, @Nullable String authorId) {
        addMembership(account, community, authorId);
        audit.record(admin.username(), "account.join", account.toString(), community, Map.of());
    }

    /** Takes the account out of that community. */
    @ByAdmin
    @Transactional
    public void leave(Actor admin, UUID account, CommunityId community) {
        jdbc.sql("DELETE FROM membership WHERE account_id = ? AND community_id = ?")
                .params(account, community.value())
                .update();
        audit.record(admin.username(), "account.leave", account.toString(), community, Map.of());
    }

    /**
     * Changes an account's role, and whether the account may log in.
     *
     * @throws ProblemException WRONG_STATE if no enabled admin would be left
     */
    @ByAdmin
    @Transactional
    public void change(Actor admin, UUID account, Role role, boolean enabled) {
        // changes of roles wait for each other, so that two admins cannot demote each other at the same time
        jdbc.sql("SELECT id FROM account WHERE role = 'ADMIN' FOR UPDATE")
                .query()
                .listOfRows();
        jdbc.sql("UPDATE account SET role = ?, enabled = ? WHERE id = ?")
                .params(role.name(), enabled, account)
                .update();
        boolean adminLeft = jdbc.sql("SELECT EXISTS (SELECT FROM account WHERE role = 'ADMIN' AND enabled)")
                .query(Boolean.class)
                .single();
        if (!adminLeft) {
            throw new ProblemException(
                    ProblemKey.WRONG_STATE,
                    "This is the last admin who can log in. Make somebody else an admin first.");
        }
        audit.record(
                admin.username(),
                "account.change",
                account.toString(),
                null,
                Map.of("role", role.name(), "enabled", Boolean.toString(enabled)));
    }

    /** Sets a new password. */
    @ByAdmin
    @Transactional
    public void resetPassword(Actor admin, UUID account, String password) {
        jdbc.sql("UPDATE account SET password_hash = ? WHERE id = ?")
                .params(hash(password), account)
                .update();
        audit.record(admin.username(), "account.reset-password", account.toString(), null, Map.of());
    }

    private Account insert(String username, String displayName, String password, Role role) {
        if (!USERNAME.matcher(username).matches()) {
            throw ProblemException.invalidField(
                    "/username", "A user name has 1 to 100 letters, digits, dots, underscores, hyphens or @.");
        }
        String hash = hash(password);
        try {
            jdbc.sql("INSERT INTO account (id, username, display_name, password_hash, role) VALUES (?, ?, ?, ?, ?)")
                    .params(UUID.randomUUID(), username, displayName, hash, role.name())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(
                    ProblemKey.ALREADY_EXISTS,
                    "There is already an account named " + username + ".",
                    "/username",
                    taken);
        }
        return find(username).orElseThrow();
    }

    private String hash(String password) {
        if (password.length() < MIN_PASSWORD_LENGTH || password.length() > MAX_PASSWORD_LENGTH) {
            throw ProblemException.invalidField("/password", "A password has 8 to 200 characters.");
        }
        return Objects.requireNonNull(passwords.encode(password));
    }

    private void addMembership(UUID account, CommunityId community, @Nullable String authorId) {
        try {
            jdbc.sql("""
                            INSERT INTO membership (account_id, community_id, author_id) VALUES (?, ?, ?)
                            ON CONFLICT (account_id, community_id) DO UPDATE SET author_id = excluded.author_id
                            """)
                    .params(Columns.values(account, community.value(), authorId))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(
                    ProblemKey.ALREADY_EXISTS, "Another account already belongs to that author.", "/authorId", taken);
        }
    }
}
