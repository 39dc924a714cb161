package io.moderato.community.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.community.Community;
import io.moderato.community.CommunityId;
import io.moderato.database.StoreTest;
import io.moderato.decision.Category;
import io.moderato.policy.PolicyTerms;
import io.moderato.policy.store.Policies;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.store.Blocklists;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

class CommunitiesTest extends StoreTest {
    private static final String LONG =
            "12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901";

    @Autowired
    Policies policies;

    @Autowired
    Blocklists blocklists;

    @Autowired
    VersionsInForce versions;

    @Test
    void createsACommunityUnderTheDefaultPolicyWithItsAdminAsAMember() {
        Actor admin = loggedIn(account(Role.ADMIN, community()));
        CommunityId id = new CommunityId("new-" + UUID.randomUUID().toString().substring(0, 8));
        communities.create(admin, id, "New");

        assertThat(find(id)).isEqualTo(new Community(id, "New", 0, 1, 1));
        assertThat(policies.versions(id)).hasSize(1);
        assertThat(accounts.find(admin.username()).orElseThrow().actor().communities())
                .contains(id);
        assertThatThrownBy(() -> communities.create(admin, id, "Again"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(ProblemKey.ALREADY_EXISTS));
    }

    @Test
    void givesTheCommunityThatTheAdminSawAnotherName() {
        CommunityId id = community();
        Actor admin = loggedIn(account(Role.ADMIN, id));
        communities.rename(admin, id, find(id).editVersion(), "Renamed");

        assertThat(find(id).name()).isEqualTo("Renamed");
        assertThatThrownBy(() -> communities.rename(admin, id, 0, "Too late"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(ProblemKey.CHANGED_MEANWHILE));
        assertThat(find(id).name()).isEqualTo("Renamed");
    }

    @Test
    void takesAPolicyOrARuleForNoEditOfTheCommunity() {
        CommunityId id = community();
        Actor admin = loggedIn(account(Role.ADMIN, id));
        Community before = find(id);
        policies.publish(admin, id, 1, PolicyTerms.of(Map.of()), "other thresholds");
        blocklists.create(admin, id, "words", RuleKind.KEYWORD, Category.SPAM, RuleAction.REVIEW);
        communities.rename(admin, id, before.editVersion(), "Renamed");

        assertThat(find(id)).isEqualTo(new Community(id, "Renamed", 1, 2, before.rulesVersion() + 1));
        assertThat(versions.all()).containsEntry(id, new VersionsInForce.Versions(2, before.rulesVersion() + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", LONG})
    void refusesANameThatNobodyCanRead(String name) {
        CommunityId id = community();
        Actor admin = loggedIn(account(Role.ADMIN, id));
        assertThatThrownBy(() -> communities.rename(admin, id, 0, name))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(ProblemKey.INVALID_FIELD));
    }

    @Test
    void letsOnlyAdminsEdit() {
        CommunityId id = community();
        Actor moderator = moderator(id);
        assertThatThrownBy(() -> communities.rename(moderator, id, 0, "Mine"))
                .isInstanceOf(AccessDeniedException.class);
    }

    private Community find(CommunityId id) {
        return communities.all().stream()
                .filter(community -> community.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
