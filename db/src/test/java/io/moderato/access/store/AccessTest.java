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
