package io.moderato.report.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Actor;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.database.StoreTest;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.review.opening.Priority;
import io.moderato.review.store.QueueFilter;
import io.moderato.review.store.Resolution;
import io.moderato.review.store.ReviewCase;
import io.moderato.review.store.ReviewCases;
import io.moderato.review.store.ReviewQueue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ReportsTest extends StoreTest {
    private static final Resolution APPROVE = new Resolution(Outcome.APPROVE, "Harmless", null, null, null);
    private static final Resolution REJECT = new Resolution(Outcome.REJECT, "Spam", Category.SPAM, null, null);

    @Autowired
    Reports reports;

    @Autowired
    ReviewCases cases;

    @Autowired
    ReviewQueue queue;

    @Test
    void keepsEachReasonOfAPersonOnceAndCountsThePersonOnce() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "a"));
        decided(content, Outcome.APPROVE, 1);
        Report first = reports.file(community, content.id(), null, "bob", Category.SPAM, "An advertisement");
        Report again = reports.file(community, content.id(), null, "bob", Category.SPAM, " An advertisement ");
        reports.file(community, content.id(), null, "bob", Category.PII, "It has my address");
        reports.file(community, content.id(), null, "eve", null, "An advertisement");

        assertThat(again).isEqualTo(first);
        assertThat(reports.about(content.id()))
                .extracting(Report::reason)
                .containsExactly("An advertisement", "It has my address", "An advertisement");
        assertThat(nextPriority(moderator(community))).contains(new Priority.Part("Reported by 2 people", 2));
    }

    @Test
    void areAboutTheRevisionThatTheReporterSaw() {
        CommunityId community = community();
        Content first = submit(community, comment("1", "first"));
        decided(first, Outcome.APPROVE, 1);
        decided(submit(community, comment("1", "second")), Outcome.APPROVE, 1);

        assertThat(reports.file(community, first.id(), 1, "bob", null, "Rude").revision())
                .isEqualTo(1);
        assertThat(reports.file(community, first.id(), null, "eve", null, "Rude")
                        .revision())
                .isEqualTo(2);
        for (int wrong : new int[] {0, 3}) {
            assertThatThrownBy(() -> reports.file(community, first.id(), wrong, "bob", null, "Rude"))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.pointer()).isEqualTo("/revision"));
        }
    }

    @Test
    void surviveAnEdit() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "You are all thieves."));
        decided(content, Outcome.APPROVE, 1);
        for (String reporter : new String[] {"r1", "r2", "r3"}) {
            reports.file(community, content.id(), null, reporter, Category.INSULT, "An insult");
        }
        decided(submit(community, comment("1", "You are all thieves!")), Outcome.APPROVE, 1);
        Actor moderator = moderator(community);

        assertThat(queue.list(moderator, QueueFilter.ALL, 0, 10))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.reports()).isEqualTo(3);
                    assertThat(entry.reviewCase().revision()).isEqualTo(2);
                });
        assertThat(reports.about(content.id())).extracting(Report::revision).containsOnly(1);
    }

    @Test
    void thatWereDismissedMakeNoLaterCaseMoreUrgent() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "a"));
        decided(content, Outcome.APPROVE, 1);
        for (String reporter : new String[] {"r1", "r2", "r3"}) {
            reports.file(community, content.id(), null, reporter, Category.SPAM, "An advertisement");
        }
        Actor moderator = moderator(community);
        decideNext(moderator, APPROVE);
        assertThat(reports.about(content.id())).allMatch(Report::dismissed);
        reports.file(community, content.id(), null, "r1", Category.SPAM, "An advertisement");
        assertThat(cases.claimNext(moderator))
                .as("the same report is answered already")
                .isEmpty();
        reports.file(community, content.id(), null, "r4", Category.SPAM, "An advertisement");

        assertThat(queue.list(moderator, QueueFilter.ALL, 0, 10))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.reports()).isEqualTo(1);
                    assertThat(entry.reviewCase().priority().parts())
                            .contains(new Priority.Part("Reported by 1 person", 1));
                });
    }

    @Test
    void thatAHumanAgreedWithOpenNoCaseWhenTheTextIsEdited() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "Buy our pills at a low price today"));
        decided(content, Outcome.APPROVE, 1);
        reports.file(community, content.id(), null, "r1", Category.SPAM, "An advertisement");
        Actor moderator = moderator(community);
        decideNext(moderator, REJECT);
        decided(submit(community, comment("1", "Buy our pills at a low price today!")), Outcome.APPROVE, 1);

        assertThat(queue.list(moderator, QueueFilter.ALL, 0, 10)).isEmpty();
        assertThat(reports.about(content.id())).noneMatch(Report::dismissed);
    }

    @Test
    void areBoundedForAPersonAndAText() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "a"));
        for (int i = 0; i < 20; i++) {
            reports.file(community, content.id(), null, "bob", null, "Reason " + i);
        }
        assertThatThrownBy(() -> reports.file(community, content.id(), null, "bob", null, "One more"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(ProblemKey.WRONG_STATE));
        assertThat(reports.file(community, content.id(), null, "bob", null, "Reason 3")
                        .reason())
                .isEqualTo("Reason 3");
    }

    private void decideNext(Actor moderator, Resolution resolution) {
        ReviewCase next = cases.claimNext(moderator).orElseThrow();
        cases.resolve(moderator, next.id(), next.revision(), resolution);
    }

    private List<Priority.Part> nextPriority(Actor moderator) {
        return cases.claimNext(moderator).orElseThrow().priority().parts();
    }
}
