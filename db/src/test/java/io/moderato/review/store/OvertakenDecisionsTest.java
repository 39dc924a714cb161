package io.moderato.review.store;

import static io.moderato.review.store.ReviewCasesTest.APPROVED;
import static io.moderato.review.store.ReviewCasesTest.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.appeal.store.AppealState;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.decision.store.HumanDecision;
import io.moderato.review.opening.Cause;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A pending decision that something newer overtakes: an edit, a report, an appeal, another decision, a failure. */
class OvertakenDecisionsTest extends PendingDecisionsFixture {
    @Autowired
    TransactionTemplate transaction;

    @Test
    void isNotMadeAboutATextThatItsAuthorEditedMeanwhile() {
        CommunityId community = community();
        Content content = doubted(community, "1");
        Actor moderator = moderator(community);
        UUID caseId = decide(moderator, APPROVED);
        submit(community, comment("1", "a threat"));

        assertThatThrownBy(() -> pending.undo(moderator, caseId))
                .hasMessageContaining("The author has edited the text");
        overdue(caseId);
        finisher.finishOverdue();
        assertThat(decisions.history(content.id())).hasSize(1);
        assertThat(queue.find(moderator, caseId).state()).isEqualTo(CaseState.OPEN);
        assertThat(audited(caseId)).containsExactly("case.return");
        assertThat(pending.takeReturned(moderator)).singleElement().satisfies(each -> {
            assertThat(each.outcome()).isEqualTo(Outcome.APPROVE);
            assertThat(each.why()).contains("edited");
        });
        assertThat(pending.takeReturned(moderator)).as("told once").isEmpty();
    }

    @Test
    void isMadeThoughAReportCameAndTheReportOpensACaseOfItsOwn() {
        CommunityId community = community();
        Content content = doubted(community, "1");
        Actor moderator = moderator(community);
        UUID caseId = decide(moderator, APPROVED);
        reports.file(community, content.id(), null, "r1", Category.THREAT, "He threatens me");

        assertThat(queue.list(moderator, QueueFilter.ALL, 0, 10)).isEmpty();
        assertThatThrownBy(() -> pending.undo(moderator, caseId)).hasMessageContaining("A new report has come");
        overdue(caseId);
        finisher.finishOverdue();
        assertThat(standing(community, content).result().outcome()).isEqualTo(Outcome.APPROVE);
        assertThat(queue.find(moderator, caseId).state()).isEqualTo(CaseState.RESOLVED);
        assertThat(queue.list(moderator, QueueFilter.ALL, 0, 10))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.reviewCase().id()).isNotEqualTo(caseId);
                    assertThat(entry.reviewCase().causes()).containsExactly(Cause.REPORT);
                    assertThat(entry.reviewCase().category()).isEqualTo(Category.THREAT);
                });
    }

    @Test
    void doesNotAnswerAnAppealThatNobodyHasRead() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "ada", "you fool"));
        decided(content, Outcome.REJECT, 0.95);
        reports.file(community, content.id(), null, "r1", Category.INSULT, "An insult");
        Actor moderator = moderator(community);
        UUID caseId = decide(moderator, REJECTED);
        UUID appeal =
                appeals.lodge(community, content.id(), "ada", "It was a quote").id();

        assertThatThrownBy(() -> pending.undo(moderator, caseId)).hasMessageContaining("The author has appealed");
        overdue(caseId);
        finisher.finishOverdue();
        assertThat(appeals.find(community, appeal).orElseThrow().state()).isEqualTo(AppealState.RECEIVED);
        assertThat(decisions.history(content.id())).hasSize(1);
        assertThat(queue.list(moderator, QueueFilter.ALL, 0, 10))
                .singleElement()
                .satisfies(entry -> assertThat(entry.reviewCase().causes()).contains(Cause.APPEAL));
    }

    @Test
    void doesNotOverruleADecisionThatItsModeratorNeverSaw() {
        CommunityId community = community();
        Content content = doubted(community, "1");
        Actor moderator = moderator(community);
        UUID caseId = decide(moderator, APPROVED);
        Actor colleague = account(Role.MODERATOR, community);
        transaction.executeWithoutResult(status -> decisions.supersede(
                contents.find(community, content.id()).orElseThrow(),
                new HumanDecision(colleague, Outcome.REJECT, "An insult", Category.INSULT, null, null, Instant.now())));

        assertThatThrownBy(() -> pending.undo(moderator, caseId))
                .hasMessageContaining("There has been another decision");
        overdue(caseId);
        finisher.finishOverdue();
        assertThat(standing(community, content).result().outcome()).isEqualTo(Outcome.REJECT);
        assertThat(queue.find(moderator, caseId).state()).isEqualTo(CaseState.OPEN);
        assertThat(pending.takeReturned(moderator)).hasSize(1);
    }

    @Test
    void answersTheAppealWhenItIsFinalAndNotBefore() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "ada", "you fool"));
        decided(content, Outcome.REJECT, 0.95);
        UUID appeal =
                appeals.lodge(community, content.id(), "ada", "It was a quote").id();
        Actor moderator = moderator(community);
        UUID caseId = decide(moderator, APPROVED);
        assertThat(appeals.find(community, appeal).orElseThrow().state()).isEqualTo(AppealState.RECEIVED);
        assertThat(pending.of(moderator))
                .singleElement()
                .satisfies(each -> assertThat(each.appealed()).isTrue());
        overdue(caseId);
        finisher.finishOverdue();
        assertThat(appeals.find(community, appeal).orElseThrow().state()).isEqualTo(AppealState.OVERTURNED);
        assertThat(audited(caseId)).containsExactly("appeal.decide");
    }

    @Test
    void doesNotHoldUpOthersWhenItFails() {
        CommunityId broken = community();
        Content first = doubted(broken, "1");
        Actor moderator = moderator(broken);
        UUID failing = decide(moderator, REJECTED);
        overdue(failing);
        CommunityId healthy = community();
        Content second = doubted(healthy, "1");
        Actor other = moderator(healthy);
        overdue(decide(other, REJECTED));
        String trigger = "broken_" + UUID.randomUUID().toString().replace('-', '_');
        owner().sql("""
                        CREATE FUNCTION %1$s() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$;
                        CREATE TRIGGER %1$s BEFORE INSERT ON feedback FOR EACH ROW WHEN (NEW.community_id = '%2$s') EXECUTE FUNCTION %1$s()
                        """.formatted(trigger, broken.value())).update();
        try {
            finisher.finishOverdue();
            assertThat(decisions.history(first.id())).hasSize(1);
            assertThat(decisions.history(second.id())).hasSize(2);
        } finally {
            owner().sql("DROP TRIGGER %1$s ON feedback; DROP FUNCTION %1$s()".formatted(trigger))
                    .update();
        }
        overdue(failing);
        finisher.finishOverdue();
        assertThat(decisions.history(first.id())).hasSize(2);
    }
}
