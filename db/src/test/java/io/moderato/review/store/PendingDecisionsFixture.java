package io.moderato.review.store;

import io.moderato.access.store.Actor;
import io.moderato.appeal.store.Appeals;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.database.StoreTest;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import io.moderato.feedback.store.FeedbackLog;
import io.moderato.report.store.Reports;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The stores with a minute to take a decision back. The clock is the database's; tests move the rows. */
@TestPropertySource(properties = "moderato.review.undo-period=1m")
abstract class PendingDecisionsFixture extends StoreTest {
    @Autowired
    ReviewCases cases;

    @Autowired
    ReviewQueue queue;

    @Autowired
    PendingDecisions pending;

    @Autowired
    DecisionFinisher finisher;

    @Autowired
    Reports reports;

    @Autowired
    Appeals appeals;

    @Autowired
    FeedbackLog feedback;

    @Autowired
    JdbcClient jdbc;

    Content doubted(CommunityId community, String externalId) {
        return doubted(community, externalId, "author");
    }

    Content doubted(CommunityId community, String externalId, String author) {
        Content content = submit(community, comment(externalId, author, "you fool"));
        decided(content, Outcome.REVIEW, 0.6);
        return content;
    }

    UUID decide(Actor moderator, Resolution resolution) {
        ReviewCase next = cases.claimNext(moderator).orElseThrow();
        cases.resolve(moderator, next.id(), next.revision(), resolution);
        return next.id();
    }

    void overdue(UUID caseId) {
        jdbc.sql("UPDATE pending_decision SET final_at = now() - interval '1 second' WHERE case_id = ?")
                .param(caseId)
                .update();
    }

    Decision standing(CommunityId community, Content content) {
        return decisions
                .standing(contents.find(community, content.id()).orElseThrow())
                .orElseThrow();
    }

    List<Outcome> outcomes(CommunityId community) {
        return jdbc
                .sql("SELECT outcome FROM decision WHERE community_id = ? ORDER BY seq")
                .param(community.value())
                .query(String.class)
                .list()
                .stream()
                .map(Outcome::valueOf)
                .toList();
    }

    List<String> audited(UUID caseId) {
        return jdbc.sql("SELECT action FROM audit_event WHERE subject = ? ORDER BY id")
                .param(caseId.toString())
                .query(String.class)
                .list();
    }
}
