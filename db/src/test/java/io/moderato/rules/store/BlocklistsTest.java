package io.moderato.rules.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import io.moderato.policy.store.PoliciesInForce;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

class BlocklistsTest extends StoreTest {
    @Autowired
    Blocklists blocklists;

    @Autowired
    RuleSetsInForce ruleSets;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Policies policies;

    @Autowired
    PoliciesInForce policiesInForce;

    @Test
    void importsWhatItCanAndSaysWhyNotTheRest() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        Blocklist list =
                blocklists.create(admin, community, "Patterns", RuleKind.PATTERN, Category.SPAM, RuleAction.REVIEW);
        ImportOutcome outcome = blocklists.add(
                admin,
                list.id(),
                List.of("# a comment", "", "buy now", "buy now", "(unclosed", "a*", "\\d{16}", "(a{100}){100}"));

        assertThat(outcome.added()).isEqualTo(2);
        assertThat(outcome.duplicate()).isEqualTo(1);
        assertThat(outcome.refused()).hasSize(3);
        assertThat(outcome.refused().getFirst()).startsWith("line 5: is not a pattern");
        assertThat(outcome.refused().get(1)).startsWith("line 6: matches the empty text");
        assertThat(outcome.refused().getLast()).startsWith("line 8: is too large: it has 10,202 instructions");
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
        long before = ruleSets.of(community).version();
        Blocklist list =
                blocklists.create(admin, community, "Words", RuleKind.KEYWORD, Category.OBSCENE, RuleAction.MODIFY);
        blocklists.add(admin, list.id(), List.of("darn"));
        RuleSet with = ruleSets.of(community);
        blocklists.change(admin, list.id(), list.editVersion(), list.name(), RuleAction.REJECT, false);
        RuleSet without = ruleSets.of(community);

        assertThat(with.version()).isGreaterThan(before);
        assertThat(with.lists().getFirst().terms()).containsExactly("darn");
        assertThat(without.version()).isGreaterThan(with.version());
        assertThat(without.lists()).isEmpty();
    }

    @Test
    void refusesAnEditOfAListThatSomebodyChangedMeanwhile() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        Blocklist seen =
                blocklists.create(admin, community, "Words", RuleKind.KEYWORD, Category.OBSCENE, RuleAction.MODIFY);
        blocklists.change(admin, seen.id(), seen.editVersion(), "Rude words", seen.action(), seen.enabled());

        assertChangedMeanwhile(
                () -> blocklists.change(admin, seen.id(), seen.editVersion(), seen.name(), RuleAction.REJECT, true));
        assertChangedMeanwhile(() ->
                blocklists.change(admin, seen.id(), seen.editVersion(), "Bad words", seen.action(), seen.enabled()));
        assertChangedMeanwhile(() -> blocklists.remove(admin, seen.id(), seen.editVersion()));
        Blocklist now = blocklists.of(community).getFirst();
        assertThat(now.name()).isEqualTo("Rude words");
        assertThat(now.action()).isEqualTo(RuleAction.MODIFY);
        blocklists.change(admin, now.id(), now.editVersion(), now.name(), RuleAction.REJECT, true);
        assertThat(blocklists.of(community).getFirst().action()).isEqualTo(RuleAction.REJECT);
    }

    @Test
    void ofTwoAdminsInTheSameMomentTellsTheSlowerOne() throws Exception {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        Blocklist seen =
                blocklists.create(admin, community, "Words", RuleKind.KEYWORD, Category.OBSCENE, RuleAction.MODIFY);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<?> slower = transaction.execute(status -> {
                blocklists.change(admin, seen.id(), seen.editVersion(), seen.name(), RuleAction.REVIEW, true);
                Future<?> waiting = other.submit(() -> {
                    loggedIn(admin);
                    blocklists.change(admin, seen.id(), seen.editVersion(), seen.name(), RuleAction.REJECT, true);
                });
                await().until(() -> waiting.isDone() || someoneWaitsForTheList());
                assertThat(waiting.isDone()).as("waits for the one before").isFalse();
                return waiting;
            });
            assertThatThrownBy(slower::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.key()).isEqualTo(ProblemKey.CHANGED_MEANWHILE));
        }
        assertThat(blocklists.of(community).getFirst().action()).isEqualTo(RuleAction.REVIEW);
    }

    @Test
    void anEditThatIsRolledBackLeavesNoEventNoAuditAndNoVersion() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        long before = ruleSets.of(community).version();
        transaction.executeWithoutResult(status -> {
            Blocklist list =
                    blocklists.create(admin, community, "Gone", RuleKind.KEYWORD, Category.SPAM, RuleAction.REVIEW);
            blocklists.add(admin, list.id(), List.of("word"));
            assertThat(ruleSets.of(community).lists().getFirst().terms()).containsExactly("word");
            status.setRollbackOnly();
        });

        assertThat(blocklists.of(community)).isEmpty();
        assertThat(ruleSets.of(community).version()).isEqualTo(before);
        assertThat(count("event WHERE type = 'rules.published' AND community_id = ?", community))
                .isZero();
        assertThat(count("audit_event WHERE action LIKE 'blocklist.%' AND community_id = ?", community))
                .isZero();
    }

    @Test
    void countsSearchesAndRemovesTerms() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        Blocklist list =
                blocklists.create(admin, community, "Words", RuleKind.KEYWORD, Category.OBSCENE, RuleAction.MODIFY);
        blocklists.add(admin, list.id(), List.of("Alpha", "alphabet", "beta", "gamma"));

        assertThat(blocklists.of(community).getFirst().terms()).isEqualTo(4);
        assertThat(blocklists.count(list.id(), "ALPHA")).isEqualTo(2);
        assertThat(blocklists.count(list.id(), "")).isEqualTo(4);
        assertThat(blocklists.terms(list.id(), "", 1, 3)).extracting(Term::text).hasSize(1);
        Term beta = blocklists.terms(list.id(), "bet", 0, 10).getLast();
        assertThat(beta.addedBy()).isEqualTo(admin.username());
        long version = ruleSets.of(community).version();
        blocklists.removeTerm(admin, list.id(), beta.id());
        blocklists.removeTerm(admin, list.id(), beta.id());
        assertThat(blocklists.count(list.id(), "")).isEqualTo(3);
        assertThat(ruleSets.of(community).version()).isEqualTo(version + 1);
        blocklists.remove(admin, list.id(), list.editVersion());
        assertThat(blocklists.of(community)).isEmpty();
        assertThat(blocklists.count(list.id(), "")).isZero();
    }

    @Test
    void refusesANameThatIsTaken() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        Blocklist first =
                blocklists.create(admin, community, "Words", RuleKind.KEYWORD, Category.SPAM, RuleAction.REVIEW);
        blocklists.create(admin, community, "Others", RuleKind.KEYWORD, Category.SPAM, RuleAction.REVIEW);

        assertThatThrownBy(() -> blocklists.change(
                        admin, first.id(), first.editVersion(), "Others", first.action(), first.enabled()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(ProblemKey.ALREADY_EXISTS));
        assertThatThrownBy(() -> blocklists.create(
                        admin, community, "Words", RuleKind.PATTERN, Category.SPAM, RuleAction.REJECT))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(ProblemKey.ALREADY_EXISTS));
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
        assertThat(policiesInForce.of(community).version()).isEqualTo(1);
        policies.publish(
                admin,
                community,
                1,
                new PolicyTerms(
                        Map.of(Category.SPAM, new Threshold(0.5, null)),
                        Map.of(UnexaminedReason.LANGUAGE_NOT_READ, Outcome.REVIEW),
                        ChainRule.FIRST_DOUBT_ENDS),
                "stricter");

        assertThat(policiesInForce.of(community).thresholds()).containsOnlyKeys(Category.SPAM);
        assertThat(policiesInForce.of(community).thresholds().get(Category.SPAM))
                .isEqualTo(new Threshold(0.5, null));
        assertThat(policiesInForce.of(community).terms().chain()).isEqualTo(ChainRule.FIRST_DOUBT_ENDS);
        assertThat(policiesInForce.of(community).terms().outcomeOf(UnexaminedReason.LANGUAGE_NOT_READ))
                .isEqualTo(Outcome.REVIEW);
        assertThat(policiesInForce.of(community).terms().outcomeOf(UnexaminedReason.NO_IMAGE_MODEL))
                .isEqualTo(Outcome.REVIEW);
        assertThatThrownBy(() -> policies.publish(admin, community, 1, PolicyTerms.of(Map.of()), "late"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Reload");
        assertThat(policies.versions(community)).hasSize(2);
        assertThat(policies.versions(community).getLast().terms().chain()).isEqualTo(ChainRule.STRICTEST_WINS);
    }

    private static void assertChangedMeanwhile(ThrowingCallable edit) {
        assertThatThrownBy(edit)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(ProblemKey.CHANGED_MEANWHILE));
    }

    private boolean someoneWaitsForTheList() {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
                                       AND wait_event_type = 'Lock' AND query LIKE 'update blocklist%')
                        """).query(Boolean.class).single();
    }

    private int count(String rows, CommunityId community) {
        return jdbc.sql("SELECT count(*) FROM " + rows)
                .param(community.value())
                .query(Integer.class)
                .single();
    }
}
