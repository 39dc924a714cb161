package io.moderato.review.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.database.StoreTest;
import io.moderato.decision.Category;
import io.moderato.decision.DecidedBy;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import io.moderato.feedback.store.FeedbackLog;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.report.store.Reports;
import io.moderato.review.opening.Cause;
import io.moderato.review.opening.Priority;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

class ReviewCasesTest extends StoreTest {
    static final Resolution APPROVED = new Resolution(Outcome.APPROVE, "Harmless banter", null, null, null);
    static final Resolution REJECTED = new Resolution(Outcome.REJECT, "It is an insult", Category.INSULT, "note", null);

    @Autowired
    ReviewCases cases;

    @Autowired
    ReviewQueue queue;

    @Autowired
    Reports reports;

    @Autowired
    FeedbackLog feedback;

    @Autowired
    JdbcClient jdbc;

    @Test
    void givesTheMostUrgentFirst() {
        CommunityId community = community();
        decided(submit(community, comment("sure", "a")), Outcome.REVIEW, 0.9);
        Content unsure = submit(community, comment("unsure", "b"));
        decided(unsure, Outcome.REVIEW, 0.4);
        Actor moderator = moderator(community);

        assertThat(queue.list(moderator, QueueFilter.ALL, 0, 10))
                .extracting(entry -> entry.reviewCase().priority().points())
                .containsExactly(10, 5);
        assertThat(cases.claimNext(moderator).orElseThrow().content()).isEqualTo(unsure.id());
    }

    @Test
    void neverGivesACaseToTwo() throws Exception {
        CommunityId community = community();
        int count = 40;
        for (int i = 0; i < count; i++) {
            decided(submit(community, comment("c" + i, "t")), Outcome.REVIEW, 0.6);
        }
        List<Actor> moderators = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            moderators.add(account(Role.MODERATOR, community));
        }
        Set<UUID> claimed = new HashSet<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<UUID>>> running = new ArrayList<>();
            for (Actor moderator : moderators) {
                running.add(threads.submit(() -> {
                    loggedIn(moderator);
                    List<UUID> mine = new ArrayList<>();
                    Optional<ReviewCase> next = cases.claimNext(moderator);
                    while (next.isPresent()) {
                        mine.add(next.get().id());
                        next = cases.claimNext(moderator);
                    }
                    return mine;
                }));
            }
            for (Future<List<UUID>> each : running) {
                each.get().forEach(id -> assertThat(claimed.add(id)).isTrue());
            }
        }
        assertThat(claimed).hasSize(count);
    }

    @Test
    void supersedesTheAutomaticDecisionAndLearnsFromIt() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "you fool"));
        Decision automatic = decided(content, Outcome.REVIEW, 0.6);
        Actor moderator = moderator(community);
        ReviewCase mine = cases.claimNext(moderator).orElseThrow();
        cases.resolve(moderator, mine.id(), mine.revision(), REJECTED);

        Decision human = decisions
                .standing(contents.find(community, content.id()).orElseThrow())
                .orElseThrow();
        assertThat(human.result().outcome()).isEqualTo(Outcome.REJECT);
        assertThat(human.by())
                .isInstanceOfSatisfying(
                        DecidedBy.Human.class, by -> assertThat(by.name()).isEqualTo(moderator.username()));
        assertThat(human.supersedes()).isEqualTo(automatic.id());
        assertThat(human.result().scores()).isEqualTo(automatic.result().scores());
        assertThat(queue.find(moderator, mine.id()).state()).isEqualTo(CaseState.RESOLVED);
        assertThat(feedback.rates(community).total()).isEqualTo(1);
    }

    @Test
    void refusesADecisionAfterTheLeaseRanOut() {
        CommunityId community = community();
        decided(submit(community, comment("1", "a")), Outcome.REVIEW, 0.6);
        Actor moderator = moderator(community);
        ReviewCase mine = cases.claimNext(moderator).orElseThrow();
        jdbc.sql("UPDATE review_case SET lease_until = now() - interval '1 second' WHERE id = ?")
                .param(mine.id())
                .update();

        assertProblem(ProblemKey.LEASE_EXPIRED, () -> cases.resolve(moderator, mine.id(), mine.revision(), APPROVED));
        assertProblem(ProblemKey.LEASE_EXPIRED, () -> cases.renew(moderator, mine.id()));
        Actor other = moderator(community);
        assertThat(cases.claimNext(other).orElseThrow().id()).isEqualTo(mine.id());
        loggedIn(moderator);
        assertThatThrownBy(() -> cases.resolve(moderator, mine.id(), mine.revision(), APPROVED))
                .hasMessageContaining("has this case now");
    }

    @Test
    void hidesForeignCommunitiesFromModerators() {
        CommunityId community = community();
        decided(submit(community, comment("1", "a")), Outcome.REVIEW, 0.6);
        UUID caseId = cases.claimNext(moderator(community)).orElseThrow().id();
        Actor stranger = moderator(community());

        assertThat(cases.claimNext(stranger)).isEmpty();
        assertThat(queue.list(stranger, QueueFilter.ALL, 0, 10)).isEmpty();
        assertProblem(ProblemKey.NOT_FOUND, () -> cases.claim(stranger, caseId));
        assertProblem(ProblemKey.NOT_FOUND, () -> cases.resolve(stranger, caseId, 1, APPROVED));
        assertProblem(ProblemKey.NOT_FOUND, () -> queue.find(stranger, caseId));
    }

    @Test
    void refusesUsersAndWhoeverPretendsToBeSomebodyElse() {
        CommunityId community = community();
        Actor moderator = account(Role.MODERATOR, community);
        Actor user = loggedIn(account(Role.USER, community));
        assertThatThrownBy(() -> cases.claimNext(user)).isInstanceOf(AccessDeniedException.class);
        moderator(community);
        assertThatThrownBy(() -> cases.claimNext(moderator)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void addsReportsToTheOpenCase() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "a"));
        decided(content, Outcome.APPROVE, 1);
        reports.file(community, content.id(), null, "r1", Category.THREAT, "He threatens me");
        reports.file(community, content.id(), null, "r2", null, "Me too");
        reports.file(community, content.id(), null, "r2", null, "Me too, again");
        Actor moderator = moderator(community);

        List<QueueEntry> entries = queue.list(moderator, QueueFilter.ALL, 0, 10);
        assertThat(entries).hasSize(1);
        assertThat(entries.getFirst().reports()).isEqualTo(2);
        assertThat(entries.getFirst().reviewCase().category()).isEqualTo(Category.THREAT);
        assertThat(entries.getFirst().reviewCase().causes()).containsExactly(Cause.REPORT);
        assertThat(queue.counts(moderator)).isEqualTo(new QueueCounts(1, 0, 0, 0));
    }

    @Test
    void staysOpenWhenTheAuthorEditsAndIsAboutTheNewText() {
        CommunityId community = community();
        decided(submit(community, comment("1", "first")), Outcome.REVIEW, 0.6);
        Actor moderator = moderator(community);
        ReviewCase mine = cases.claimNext(moderator).orElseThrow();
        Content edited = submit(community, comment("1", "second"));
        assertProblem(ProblemKey.CHANGED_MEANWHILE, () -> cases.resolve(moderator, mine.id(), 1, APPROVED));
        decided(edited, Outcome.APPROVE, 1);

        assertThatThrownBy(() -> cases.resolve(moderator, mine.id(), 1, APPROVED))
                .hasMessageContaining("Nothing was decided");
        assertThat(queue.list(moderator, QueueFilter.ALL, 0, 10))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.reviewCase().id()).isEqualTo(mine.id());
                    assertThat(entry.reviewCase().revision()).isEqualTo(2);
                    assertThat(entry.excerpt()).isEqualTo("second");
                });
        cases.resolve(moderator, mine.id(), 2, REJECTED);
        assertThat(decisions.standing(contents.find(community, mine.content()).orElseThrow()))
                .get()
                .satisfies(decision -> assertThat(decision.revision()).isEqualTo(2));
        assertThat(queue.list(moderator, QueueFilter.ALL, 0, 10)).isEmpty();
    }

    @Test
    void isOneCaseHoweverManyRevisionsAreDoubtedOrReported() {
        CommunityId community = community();
        Content first = submit(community, comment("1", "first"));
        decided(first, Outcome.REVIEW, 0.9);
        reports.file(community, first.id(), null, "r1", Category.SPAM, "An advertisement");
        decided(submit(community, comment("1", "second")), Outcome.REVIEW, 0.4);
        reports.file(community, first.id(), 1, "r2", Category.SPAM, "I saw the first text");
        Actor moderator = moderator(community);

        assertThat(queue.list(moderator, QueueFilter.ALL, 0, 10))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.reports()).isEqualTo(2);
                    assertThat(entry.reviewCase().causes()).containsExactly(Cause.AUTOMATIC, Cause.REPORT);
                    assertThat(entry.reviewCase().priority().parts())
                            .contains(
                                    new Priority.Part("Reported by 2 people", 2),
                                    new Priority.Part("Confidence 40\u00a0%", 10));
                });
    }

    @Test
    void showsTheNewestTextThoughAnOlderOneIsDecidedAfterIt() {
        CommunityId community = community();
        Content first = submit(community, comment("1", "first"));
        decided(submit(community, comment("1", "second")), Outcome.APPROVE, 1);
        decided(first, Outcome.REVIEW, 0.6);
        Actor moderator = moderator(community);

        ReviewCase opened = cases.claimNext(moderator).orElseThrow();
        assertThat(opened.revision()).isEqualTo(2);
        cases.resolve(moderator, opened.id(), 2, APPROVED);
    }

    @Test
    void opensACaseForWhatWasReportedBeforeItWasDecided() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "a"));
        reports.file(community, content.id(), null, "r1", Category.SPAM, "An advertisement");
        Actor moderator = moderator(community);
        assertThat(queue.list(moderator, QueueFilter.ALL, 0, 10)).isEmpty();
        decided(content, Outcome.APPROVE, 1);

        ReviewCase opened = cases.claimNext(moderator).orElseThrow();
        assertThat(opened.causes()).containsExactly(Cause.REPORT);
        assertThat(opened.category()).isEqualTo(Category.SPAM);
    }

    @Test
    void givesTheHeldCaseBackBeforeItGivesAnother() {
        CommunityId community = community();
        decided(submit(community, comment("1", "a")), Outcome.REVIEW, 0.4);
        decided(submit(community, comment("2", "b")), Outcome.REVIEW, 0.6);
        Actor moderator = moderator(community);
        ReviewCase first = cases.claimNext(moderator).orElseThrow();
        ReviewCase second =
                cases.claimNext(moderator, QueueFilter.ALL, first.id()).orElseThrow();

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(queue.counts(moderator)).isEqualTo(new QueueCounts(1, 0, 0, 1));
        assertThat(cases.claimNext(moderator, QueueFilter.ALL, second.id())
                        .orElseThrow()
                        .id())
                .isEqualTo(first.id());
        Actor other = moderator(community);
        assertThat(cases.claimNext(other).orElseThrow().id()).isEqualTo(second.id());
        loggedIn(moderator);
        assertThat(cases.claimNext(moderator, QueueFilter.ALL, first.id()))
                .as("there is no other, so the moderator keeps it")
                .isEmpty();
        assertThat(queue.find(moderator, first.id()).claimedBy()).isEqualTo(moderator.id());
    }

    @Test
    void doesNotBringASkippedCaseBackToTheSamePersonWhileThereAreOthers() {
        CommunityId community = community();
        for (int i = 0; i < 3; i++) {
            decided(submit(community, comment("c" + i, "t")), Outcome.REVIEW, 0.4 + i / 10.0);
        }
        Actor moderator = moderator(community);
        UUID urgent = cases.claimNext(moderator).orElseThrow().id();
        UUID second =
                cases.skip(moderator, urgent, QueueFilter.ALL).orElseThrow().id();
        assertThat(second).isNotEqualTo(urgent);
        UUID third = cases.claimNext(moderator, QueueFilter.ALL, second)
                .orElseThrow()
                .id();
        assertThat(third).isNotIn(urgent, second);

        Actor other = moderator(community);
        assertThat(cases.claimNext(other).orElseThrow().id())
                .as("others are offered it")
                .isEqualTo(urgent);
        cases.release(other, urgent);
        loggedIn(moderator);
        assertThat(cases.skip(moderator, third, QueueFilter.ALL).orElseThrow().id())
                .isEqualTo(second);
        assertThat(cases.skip(moderator, second, QueueFilter.ALL).orElseThrow().id())
                .as("all are skipped: the one that was skipped longest ago")
                .isEqualTo(urgent);
        assertThat(cases.skip(moderator, urgent, QueueFilter.ALL).orElseThrow().id())
                .isEqualTo(third);
    }

    @Test
    void bringsASkippedCaseBackWhenThereIsNothingElseOrItsTimeIsOver() {
        CommunityId community = community();
        decided(submit(community, comment("1", "a")), Outcome.REVIEW, 0.4);
        Actor moderator = moderator(community);
        UUID only = cases.claimNext(moderator).orElseThrow().id();
        assertThat(cases.skip(moderator, only, QueueFilter.ALL)).isEmpty();
        assertThat(cases.claimNext(moderator).orElseThrow().id()).isEqualTo(only);
        cases.skip(moderator, only, QueueFilter.ALL);
        decided(submit(community, comment("2", "b")), Outcome.REVIEW, 0.6);
        jdbc.sql("UPDATE review_skip SET until = now() - interval '1 second' WHERE case_id = ?")
                .param(only)
                .update();
        assertThat(cases.claimNext(moderator).orElseThrow().id()).isEqualTo(only);
    }

    @Test
    void givesTheNextOfTheChosenPartOfTheQueue() {
        CommunityId community = community();
        Content reported = submit(community, comment("1", "a"));
        decided(reported, Outcome.APPROVE, 0.9);
        decided(submit(community, comment("2", "b")), Outcome.REVIEW, 0.4);
        reports.file(community, reported.id(), null, "r1", Category.SPAM, "An advertisement");
        Actor moderator = moderator(community);

        QueueFilter spam = new QueueFilter(community, null, Category.SPAM, Cause.REPORT, false);
        UUID mine = cases.claimNext(moderator, spam, null).orElseThrow().id();
        assertThat(queue.find(moderator, mine).content()).isEqualTo(reported.id());
        assertThat(cases.claimNext(moderator, spam, mine)).isEmpty();
        assertThat(cases.claimNext(moderator, new QueueFilter(null, null, null, null, true), null)
                        .orElseThrow()
                        .id())
                .isEqualTo(mine);
    }

    static void assertProblem(ProblemKey key, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(key));
    }
}
