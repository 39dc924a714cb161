package io.moderato.rules.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.community.CommunityId;
import io.moderato.database.StoreTest;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.decision.UnexaminedReason;
import io.moderato.policy.ChainRule;
import io.moderato.policy.PolicyTerms;
import io.moderato.policy.Threshold;
import io.moderato.policy.store.Policies;
import io.moderato.problem.ProblemException;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.RuleSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

class BlocklistsTest extends StoreTest {
    @Autowired
    Blocklists blocklists;

    @Autowired
    Policies policies;

    @Test
    void importsWhatItCanAndSaysWhyNotTheRest() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        Blocklist list =
                blocklists.create(admin, community, "Patterns", RuleKind.PATTERN, Category.SPAM, RuleAction.REVIEW);
        ImportOutcome outcome = blocklists.add(
                admin, list.id(), List.of("# a comment", "", "buy now", "buy now", "(unclosed", "a*", "\\d{16}"));

        assertThat(outcome.added()).isEqualTo(2);
        assertThat(outcome.duplicate()).isEqualTo(1);
        assertThat(outcome.refused()).hasSize(2);
        assertThat(outcome.refused().getFirst()).startsWith("line 5: not a pattern");
        assertThat(outcome.refused().getLast()).startsWith("line 6: matches the empty text");
        assertThat(blocklists.terms(list.id(), "BUY", 0, 10))
                .extracting(Term::text)
                .containsExactly("buy now");
    }

    @Test
    void saysWhichPatternsMayBeLeftUnfinishedInALongText() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        Blocklist list =
                blocklists.create(admin, community, "Patterns", RuleKind.PATTERN, Category.SPAM, RuleAction.REVIEW);
        ImportOutcome outcome =
                blocklists.add(admin, list.id(), List.of("free money", "(?i)free(.*money)?", "free.*money"));

        assertThat(outcome.added()).isEqualTo(3);
        assertThat(outcome.costly()).containsExactly("(?i)free(.*money)?");
    }

    @Test
    void raisesTheRulesVersionWithEveryChange() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        long before = blocklists.inForce(community).version();
        Blocklist list =
                blocklists.create(admin, community, "Words", RuleKind.KEYWORD, Category.OBSCENE, RuleAction.MODIFY);
        blocklists.add(admin, list.id(), List.of("darn"));
        RuleSet with = blocklists.inForce(community);
        blocklists.change(admin, list.id(), RuleAction.REJECT, false);
        RuleSet without = blocklists.inForce(community);

        assertThat(with.version()).isGreaterThan(before);
        assertThat(with.lists().getFirst().terms()).containsExactly("darn");
        assertThat(without.version()).isGreaterThan(with.version());
        assertThat(without.lists()).isEmpty();
    }

    @Test
    void letsOnlyAdminsChangeRulesAndPolicies() {
        CommunityId community = community();
        Actor moderator = moderator(community);
        assertThatThrownBy(() -> blocklists.create(
                        moderator, community, "x", RuleKind.KEYWORD, Category.SPAM, RuleAction.REJECT))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> policies.publish(moderator, community, 1, PolicyTerms.of(Map.of()), "x"))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void publishesAPolicyOnlyOnTopOfTheOneInForce() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        assertThat(policies.current(community).version()).isEqualTo(1);
        policies.publish(
                admin,
                community,
                1,
                new PolicyTerms(
                        Map.of(Category.SPAM, new Threshold(0.5, null)),
                        Map.of(UnexaminedReason.LANGUAGE_NOT_READ, Outcome.REVIEW),
                        ChainRule.FIRST_DOUBT_ENDS),
                "stricter");

        assertThat(policies.current(community).thresholds()).containsOnlyKeys(Category.SPAM);
        assertThat(policies.current(community).thresholds().get(Category.SPAM)).isEqualTo(new Threshold(0.5, null));
        assertThat(policies.current(community).terms().chain()).isEqualTo(ChainRule.FIRST_DOUBT_ENDS);
        assertThat(policies.current(community).terms().outcomeOf(UnexaminedReason.LANGUAGE_NOT_READ))
                .isEqualTo(Outcome.REVIEW);
        assertThat(policies.current(community).terms().outcomeOf(UnexaminedReason.NO_IMAGE_MODEL))
                .isEqualTo(Outcome.REVIEW);
        assertThatThrownBy(() -> policies.publish(admin, community, 1, PolicyTerms.of(Map.of()), "late"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Reload");
        assertThat(policies.versions(community)).hasSize(2);
        assertThat(policies.versions(community).getLast().terms().chain()).isEqualTo(ChainRule.STRICTEST_WINS);
    }
}
