package io.moderato.review.store;

import static io.moderato.review.store.ReviewCasesTest.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.decision.DecidedBy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A pending decision whose process is killed. */
class KilledDecisionsTest extends PendingDecisionsFixture {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Autowired
    TransactionTemplate transaction;

    @Test
    @Timeout(300)
    void survivesAKillBetweenTheTwoTransactions() throws Exception {
        CommunityId community = community();
        Content content = doubted(community, "1");
        Actor moderator = account(Role.MODERATOR, community);
        Process process = killable(moderator, "decide");
        waitFor(process, "decided");
        process.destroyForcibly().waitFor();
        assertThat(decisions.history(content.id())).hasSize(1);

        jdbc.sql("UPDATE pending_decision SET final_at = now() WHERE content_id = ?")
                .param(content.id().value())
                .update();
        finisher.finishOverdue();
        assertThat(decisions.history(content.id())).hasSize(2);
        assertThat(standing(community, content).by())
                .isEqualTo(new DecidedBy.Human(moderator.username(), "killed after this"));
    }

    @Test
    @Timeout(300)
    void isMadeOnceThoughAProcessIsKilledInTheSecondTransaction() throws Exception {
        CommunityId community = community();
        Content content = doubted(community, "1");
        Actor moderator = moderator(community);
        UUID caseId = decide(moderator, REJECTED);
        overdue(caseId);
        Process process = transaction.execute(status -> {
            // the process that makes the decision final waits for this lock, in the middle of its work
            jdbc.sql("SELECT id FROM content WHERE id = ? FOR UPDATE")
                    .param(content.id().value())
                    .query(UUID.class)
                    .single();
            try {
                Process finishing = killable(moderator, "finish");
                waitFor(finishing, "finishing");
                await().atMost(PATIENCE).until(() -> isAtIt(caseId));
                finishing.destroyForcibly().waitFor();
                return finishing;
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
        assertThat(Objects.requireNonNull(process).isAlive()).isFalse();
        await().atMost(PATIENCE).until(() -> !isAtIt(caseId));
        finisher.finishOverdue();
        assertThat(decisions.history(content.id())).hasSize(2);
        assertThat(audited(caseId)).containsExactly("case.resolve");
        assertThat(feedback.rates(community).total()).isEqualTo(1);
    }

    /** Whether another transaction has the row at the moment. */
    private boolean isAtIt(UUID caseId) {
        TransactionTemplate ofItsOwn = new TransactionTemplate(
                Objects.requireNonNull(transaction.getTransactionManager()),
                new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
        return Boolean.TRUE.equals(ofItsOwn.execute(
                status -> jdbc.sql("SELECT case_id FROM pending_decision WHERE case_id = ? FOR UPDATE SKIP LOCKED")
                        .param(caseId)
                        .query(UUID.class)
                        .optional()
                        .isEmpty()));
    }

    private static Process killable(Actor moderator, String act) throws IOException {
        String classpath = Objects.requireNonNullElse(
                System.getProperty("surefire.test.class.path"), System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        classpath,
                        KillableReview.class.getName(),
                        databaseUrl(),
                        moderator.username(),
                        act)
                .redirectErrorStream(true)
                .start();
    }

    private static void waitFor(Process process, String line) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        String next = output.readLine();
        while (next != null && !next.equals(line)) {
            said.append(next).append('\n');
            next = output.readLine();
        }
        assertThat(next).as(said.toString()).isEqualTo(line);
    }
}
