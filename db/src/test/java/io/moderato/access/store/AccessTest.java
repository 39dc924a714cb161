package io.moderato.access.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.community.CommunityId;
import io.moderato.database.StoreTest;
import io.moderato.problem.ProblemException;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.password.PasswordEncoder;

class AccessTest extends StoreTest {
    @Autowired
    ApiKeys keys;

    @Autowired
    PasswordEncoder passwords;

    @Test
    void keyOpensItsCommunityUntilItIsRevoked() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        String secret = keys.create(admin, community, "shop", EnumSet.of(Scope.CONTENT_WRITE), 60)
                .secret();
        ApiKey key = keys.authenticate(secret).orElseThrow();

        assertThat(key.community()).isEqualTo(community);
        assertThat(key.scopes()).containsExactly(Scope.CONTENT_WRITE);
        assertThat(secret).startsWith(key.prefix());
        assertThat(keys.authenticate(secret + "x")).isEmpty();
        keys.revoke(admin, key.id());
        assertThat(keys.authenticate(secret)).isEmpty();
    }

    @Test
    void aRevokedKeyStaysRevokedWhenItIsGivenAgain() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        String secret = "given by the owner " + UUID.randomUUID();
        keys.bootstrap(community, "demo", Set.of(Scope.MODERATE), 60, secret);
        keys.revoke(admin, keys.authenticate(secret).orElseThrow().id());
        keys.bootstrap(community, "demo", Set.of(Scope.MODERATE), 60, secret);

        assertThat(keys.authenticate(secret)).isEmpty();
    }

    @Test
    void onlyAdminsMakeKeysAndAccounts() {
        CommunityId community = community();
        Actor moderator = moderator(community);
        assertThatThrownBy(() -> keys.create(moderator, community, "x", Set.of(Scope.MODERATE), 1))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> accounts.create(moderator, "x", "x", "long enough", Role.ADMIN))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> accounts.all()).isInstanceOf(AccessDeniedException.class);
    }

    /** The door has looked at the scope; the store looks again. */
    @Test
    void aKeyEditsWhatItsScopesSayAndOnlyInItsOwnName() {
        CommunityId community = community();
        ApiKey caller = calling(key(community, Scope.ADMIN_KEYS, Scope.MODERATE));
        NewKey made = keys.create(caller, community, "made", Set.of(Scope.MODERATE), 1);

        assertThat(made.key().createdBy()).isEqualTo(caller.username());
        assertThat(made.toString()).doesNotContain(made.secret());
        assertThatThrownBy(() -> keys.live(caller, community)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> communities.rename(caller, community, 0, "Renamed"))
                .isInstanceOf(AccessDeniedException.class);
        ApiKey other = key(community, Scope.ADMIN_KEYS);
        assertThatThrownBy(() -> keys.revoke(other, made.key().id()))
                .as("in the name of another")
                .isInstanceOf(AccessDeniedException.class);
        ApiKey reader = calling(key(community, Scope.ADMIN_READ));
        assertThat(keys.live(reader, community)).extracting(ApiKey::name).contains("made");
        assertThatThrownBy(() -> keys.live(reader, null)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> keys.live(reader, community())).isInstanceOf(ProblemException.class);
    }

    @Test
    void aKeyForAllNeedsAScopeOfAdministrationAndALongSecret() {
        Actor admin = loggedIn(account(Role.ADMIN, community()));

        assertThatThrownBy(() -> keys.create(admin, null, "for all", Set.of(Scope.MODERATE), 1))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("at least one scope of administration");
        assertThatThrownBy(() -> keys.bootstrap(null, "for all", Set.of(Scope.ADMIN_READ), 1, "x".repeat(31)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("at least 32 characters");
        ApiKey forAll = keys.create(admin, null, "for all", EnumSet.of(Scope.ADMIN_READ, Scope.MODERATE), 1)
                .key();
        assertThat(forAll.may(Scope.ADMIN_READ)).isTrue();
        assertThat(forAll.may(Scope.MODERATE)).as("held to be granted only").isFalse();
        assertThatThrownBy(forAll::community)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("a key of one community");
    }

    @Test
    void aCommunityHasABoundedNumberOfKeys() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        for (int i = 0; i < 1000; i++) {
            keys.bootstrap(
                    community,
                    "k" + i,
                    Set.of(Scope.MODERATE),
                    1,
                    UUID.randomUUID().toString());
        }

        assertThatThrownBy(() -> keys.create(admin, community, "one more", Set.of(Scope.MODERATE), 1))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("1,000 keys already");
        keys.revoke(admin, keys.live(admin, community).getFirst().id());
        keys.create(admin, community, "one more", Set.of(Scope.MODERATE), 1);
        assertThat(keys.live(admin, community)).hasSize(1000);
    }

    @Test
    void twoWhoEditAKeyAreToldOfEachOther() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        ApiKey seen = keys.create(admin, community, "shop", Set.of(Scope.MODERATE), 60)
                .key();

        keys.change(admin, seen.id(), seen.editVersion(), "shop 2", Set.of(Scope.APPEALS), 6);
        assertThatThrownBy(() -> keys.change(admin, seen.id(), seen.editVersion(), "x", Set.of(Scope.APPEALS), 6))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Somebody changed this key meanwhile");
        assertThat(keys.find(admin, seen.id()).orElseThrow().name()).isEqualTo("shop 2");
    }

    private ApiKey key(CommunityId community, Scope... scopes) {
        String secret = UUID.randomUUID().toString();
        keys.bootstrap(community, "caller " + secret, Set.of(scopes), 60, secret);
        return keys.authenticate(secret).orElseThrow();
    }

    /** That key, calling on this thread as the surfaces let it in. */
    private static ApiKey calling(ApiKey key) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        key.username(),
                        "",
                        AuthorityUtils.createAuthorityList(
                                key.scopes().stream().map(Scope::key).toList())));
        return key;
    }

    @Test
    void passwordsAreKeptAsArgon2() {
        Actor user = account(Role.USER, community());
        String hash = accounts.find(user.username()).orElseThrow().passwordHash();
        assertThat(hash).startsWith("$argon2id$");
        assertThat(passwords.matches("correct horse", hash)).isTrue();
        assertThat(passwords.matches("wrong horse", hash)).isFalse();
    }

    /** A hash of "horse staple" that another library made, at the lower cost of the first versions. */
    @Test
    void hashesOfAnEarlierCostStillMatch() {
        String earlier =
                "$argon2id$v=19$m=16384,t=2,p=1$/dgdv0w5Imp45V3kA+KkXA$unkA3Y8fbGBjFBkd/jx1zPAvJ44xzw8o9OS8kjHFVGM";
        assertThat(passwords.matches("horse staple", earlier)).isTrue();
        assertThat(passwords.matches("wrong staple", earlier)).isFalse();
    }

    @Test
    void refusesWeakPasswordsBadNamesAndTakenNames() {
        Actor admin = loggedIn(account(Role.ADMIN, community()));
        String name = "n" + UUID.randomUUID();
        assertThatThrownBy(() -> accounts.create(admin, name, "N", "short", Role.USER))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("8 to 200");
        assertThatThrownBy(() -> accounts.create(admin, "a b", "N", "long enough", Role.USER))
                .isInstanceOf(ProblemException.class);
        accounts.create(admin, name, "N", "long enough", Role.USER);
        assertThatThrownBy(() -> accounts.create(admin, name, "N", "long enough", Role.USER))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("already");
    }
}
