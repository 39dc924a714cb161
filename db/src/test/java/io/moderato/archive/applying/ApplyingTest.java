package io.moderato.archive.applying;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.archive.store.ArchiveRuns;
import io.moderato.archive.store.ProposedChange;
import io.moderato.archive.store.RunKind;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.database.StoreTest;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A community, two admins, and a run that found changes. */
abstract class ApplyingTest extends StoreTest {
    @Autowired
    protected ArchiveRuns runs;

    @Autowired
    protected Applications applications;

    @Autowired
    protected ApplicationWork work;

    @Autowired
    protected JdbcClient jdbc;

    protected CommunityId community;
    protected Actor proposer;
    protected Actor approver;
    protected UUID run;
    private Instant now = Instant.now();
    private int number;

    @BeforeEach
    void begin() {
        community = community();
        proposer = account(Role.ADMIN, community);
        approver = account(Role.ADMIN, community);
        run = UUID.randomUUID();
        runs.begin(run, community, RunKind.RE_MODERATION, "root", "file:/out", "{}");
    }

    /** No work is left for the next test. */
    @AfterEach
    void endAll() {
        jdbc.sql("UPDATE archive_application SET stopped = true WHERE state IN ('APPLYING', 'UNDOING')")
                .update();
    }

    /** A content that was decided so, and would be decided otherwise. */
    protected Content changing(Outcome from, Outcome to) {
        Content content = submit(community, comment("c-" + ++number, "author-" + number, "text number " + number));
        changing(content, decided(content, from, 0.9), to);
        return content;
    }

    /** A decided content that would be decided otherwise. */
    protected void changing(Content content, Decision standing, Outcome to) {
        runs.propose(
                run,
                List.of(new ProposedChange(
                        content.id(),
                        content.revision(),
                        standing.id(),
                        standing.result().outcome(),
                        result(to, 0.7))));
    }

    protected List<Content> changing(int count, Outcome from, Outcome to) {
        List<Content> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(changing(from, to));
        }
        return all;
    }

    /** The run is finished, and what it found is proposed and approved. */
    protected UUID approved(int atMost, int perMinute) {
        UUID application = proposed(atMost, perMinute);
        applications.approve(loggedIn(approver), application);
        // the database's clock wrote from when on it is due
        now = Instant.now().plus(Duration.ofSeconds(1));
        return application;
    }

    protected UUID proposed(int atMost, int perMinute) {
        runs.finish(run, "{\"rows\": 1}");
        return applications.propose(
                loggedIn(proposer), run, new ApplicationTerms(atMost, perMinute, Set.of(), "The new model is better."));
    }

    /** Everything is done, however long it takes. */
    protected Application done(UUID application) {
        for (int step = 0; step < 1000 && state(application).state().isAtWork(); step++) {
            later(Duration.ofMinutes(1));
        }
        return state(application);
    }

    /** What is due by now is done, and then that time passes. */
    protected void later(Duration time) {
        work.goOn(now);
        now = now.plus(time);
    }

    protected Application state(UUID application) {
        return applications.of(loggedIn(proposer), run).stream()
                .filter(each -> each.id().equals(application))
                .findFirst()
                .orElseThrow();
    }

    protected Decision standing(Content content) {
        return decisions
                .standing(contents.require(content.community(), content.id()))
                .orElseThrow();
    }

    protected Outcome outcome(Content content) {
        return standing(content).result().outcome();
    }
}
