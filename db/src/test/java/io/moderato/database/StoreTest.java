package io.moderato.database;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentType;
import io.moderato.content.store.Contents;
import io.moderato.content.store.NewContent;
import io.moderato.content.store.Submission;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.ModelUse;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.store.AutomaticDecision;
import io.moderato.decision.store.DecisionFeed;
import io.moderato.decision.store.Decisions;
import io.moderato.embedded.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The stores on a real PostgreSQL. Each test makes its own community, so that no test sees the rows of another. */
@SpringBootTest(
        classes = StoreTest.Stores.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        // decisions are final at once, and no schedule makes others final, or erases, behind a test's back
        properties = {
            "moderato.review.undo-period=0s",
            "moderato.review.finish-interval=1h",
            "moderato.erasure.interval=1h",
            "moderato.retention.first-care=1h",
            "moderato.archive.apply-interval=1h",
            "moderato.metrics.count-interval=1h",
            "moderato.metrics.read-interval=1h"
        })
public abstract class StoreTest {
    @SpringBootApplication(scanBasePackages = "io.moderato")
    public static class Stores {
        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    @Autowired
    protected Communities communities;

    @Autowired
    protected Accounts accounts;

    @Autowired
    protected Contents contents;

    @Autowired
    protected Decisions decisions;

    @Autowired
    protected DecisionFeed feed;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        TestServers.databaseSettings(Database.url()).forEach((key, value) -> registry.add(key, () -> value));
    }

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    protected CommunityId community() {
        CommunityId id = new CommunityId("c-" + UUID.randomUUID().toString().substring(0, 13));
        communities.bootstrap(id, "A community");
        return id;
    }

    /** An account with that role in that community. */
    protected Actor account(Role role, CommunityId community) {
        String name = role.name().toLowerCase(java.util.Locale.ROOT) + "-" + UUID.randomUUID();
        Account account = accounts.bootstrap(name, name, "correct horse", role);
        accounts.bootstrapMembership(account.actor().id(), community, role == Role.USER ? "author-of-" + name : null);
        return accounts.find(name).orElseThrow().actor();
    }

    /** The same account, logged in on this thread. */
    protected Actor loggedIn(Actor actor) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        actor.username(), "", AuthorityUtils.createAuthorityList("ROLE_" + actor.role())));
        return actor;
    }

    protected Actor moderator(CommunityId community) {
        return loggedIn(account(Role.MODERATOR, community));
    }

    protected static NewContent comment(String externalId, String text) {
        return comment(externalId, "author", text);
    }

    protected static NewContent comment(String externalId, String author, String text) {
        return new NewContent(
                externalId, new Author(author, null), ContentType.COMMENT, text, List.of(), null, null, null, null);
    }

    protected Content submit(CommunityId community, NewContent item) {
        List<Submission> stored = contents.submit(community, List.of(item), Duration.ofMinutes(1));
        return stored.getFirst().content();
    }

    protected Decision decided(Content content, Outcome outcome, double confidence) {
        return decisions
                .recordAutomatic(List.of(new AutomaticDecision(content, result(outcome, confidence))))
                .getFirst();
    }

    protected static ModerationResult result(Outcome outcome, double confidence) {
        return new ModerationResult(
                outcome,
                confidence,
                List.of(new Reason("Insult scored %.2f".formatted(confidence), Category.INSULT, "MlClassifier")),
                new Scores(Map.of(Category.INSULT, confidence)),
                outcome == Outcome.MODIFY ? "you •••••" : null,
                List.of(),
                List.of(),
                null,
                new Provenance("MlClassifier", null, List.of(new ModelUse("MlClassifier", "m1")), 1, 1L, false));
    }

    protected static String databaseUrl() {
        return Database.url();
    }

    /** The database as its owner reaches it, for what the services may not do. */
    protected static JdbcClient owner() {
        return JdbcClient.create(new DriverManagerDataSource(Database.url()));
    }

    private static final class Database {
        private static final String URL = TestServers.newDatabase();

        static String url() {
            return URL;
        }
    }
}
