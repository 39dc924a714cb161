package io.moderato.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Scope;
import io.moderato.client.BatchOutcome;
import io.moderato.client.Content;
import io.moderato.client.Decision;
import io.moderato.client.DecisionFeed;
import io.moderato.client.Erasure;
import io.moderato.client.Feedback;
import io.moderato.client.ModeratoClient;
import io.moderato.client.ModeratoException.Refused;
import io.moderato.client.NewContent;
import io.moderato.client.Outcome;
import io.moderato.client.Problem;
import io.moderato.client.Report;
import io.moderato.client.Submission;
import io.moderato.community.CommunityId;
import io.moderato.content.ContentType;
import io.moderato.contenttype.TypeSchema;
import io.moderato.contenttype.store.ContentTypes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** The Java client against the whole platform: each of its calls, and what it makes of a refusal. */
class ClientStoryTest {
    private static final CommunityId MAIN = new CommunityId("main");
    private static final String KEY = "mod_key-of-the-client-test";
    private static final String KEY_TO_ASK = "mod_key-of-the-client-test-that-only-asks";
    private static final String KEY_TO_ADMINISTER = "mod_key-of-the-client-test-that-administers";
    private static final String THREAT = "I will find you and kill you.";

    private static Platform platform;
    private static ModeratoClient client;

    @BeforeAll
    static void start(@TempDir Path data) {
        platform = Platform.start(data, 0, Map.of(), step -> {});
        ApiKeys keys = platform.part(ApiKeys.class);
        keys.bootstrap(MAIN, "forum", Scope.ofServices(), 1000, KEY);
        keys.bootstrap(MAIN, "asker", Set.of(Scope.MODERATE), 1000, KEY_TO_ASK);
        client = ModeratoClient.builder(URI.create(platform.url()), KEY).build();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void asksWithoutKeepingAnything() {
        Decision decision = client.ask(NewContent.ofText(THREAT));
        assertThat(decision.outcome()).isNotEqualTo(Outcome.APPROVE);
        assertThat(decision.id()).isNull();
        assertThat(decision.scores().get("threat")).isGreaterThan(0.5);
        assertThat(decision.reasons()).isNotEmpty();
        assertThat(Integer.parseInt(decision.severity().get("threat"))).isBetween(1, 7);
        assertThat(decision.provenance().models()).isNotEmpty();
    }

    @Test
    void handsContentOverAndReadsWhatBecameOfIt() {
        Submission submission =
                client.submit(comment("What a lovely day for a walk.").build());
        assertThat(submission.revision()).isEqualTo(1);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> client.content(submission.id()).orElseThrow().decision() != null);

        Content content = client.content(submission.id()).orElseThrow();
        assertThat(content.decision().outcome()).isEqualTo(Outcome.APPROVE);
        assertThat(content.author().name()).isEqualTo("Ada");
        client.report(submission.id(), new Report("user-18", null, "insult", "This is about me."));
        client.feedback(submission.id(), new Feedback(Outcome.APPROVE, null, "A walk is a walk."));
        assertThat(client.content(UUID.randomUUID())).isEmpty();
    }

    @Test
    void sendsTheFieldsOfATypeOfItsCommunityAndGetsThemBack() {
        define("listing");
        Map<String, Object> fields = Map.of("title", "A bike", "note", THREAT, "price", 120);
        Decision decision = client.moderate(NewContent.builder()
                .externalId("listing-1")
                .author("user-17")
                .type("listing")
                .fields(fields)
                .build());
        assertThat(decision.outcome()).isNotEqualTo(Outcome.APPROVE);

        Content content = client.content(decision.contentId()).orElseThrow();
        assertThat(content.fields()).isEqualTo(fields);
        assertThat(content.typeVersion()).isEqualTo(1);
        assertThat(content.text()).isEqualTo("A bike\n\n" + THREAT);
        Refused refused = catchThrowableOfType(
                Refused.class,
                () -> client.ask(NewContent.builder()
                        .type("listing")
                        .fields(Map.of("title", 7))
                        .build()));
        assertThat(refused.problem().map(Problem::pointer)).contains("/fields/title");
    }

    private static void define(String type) {
        ApiKeys keys = platform.part(ApiKeys.class);
        keys.bootstrap(MAIN, "admin", Set.of(Scope.ADMIN_TYPES), 1000, KEY_TO_ADMINISTER);
        ApiKey key = keys.authenticate(KEY_TO_ADMINISTER).orElseThrow();
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(key.username(), "", Scope.ADMIN_TYPES.key()));
        try {
            platform.part(ContentTypes.class)
                    .create(key, MAIN, new ContentType(type), "Listing", TypeSchema.parse("""
                                    {"type": "object", "properties": {
                                       "title": {"type": "string", "x-moderato": "text"},
                                       "note": {"type": "string", "x-moderato": "text"}}}
                                    """));
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    @Test
    void handsManyOverAndIsToldOfTheBadOne() {
        List<BatchOutcome> outcomes = client.submitAll(List.of(
                comment("One.").build(),
                NewContent.builder().externalId("bad").build(),
                comment("Three.").build()));
        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.get(0).submission()).isPresent();
        assertThat(outcomes.get(1).submission()).isEmpty();
        assertThat(outcomes.get(1).error().pointer()).startsWith("/items/1");
        assertThat(outcomes.get(2).submission()).isPresent();
    }

    @Test
    void followsTheFeedWithoutMissingADecision() {
        String place = client.decisionsFromNow().next();
        List<UUID> kept = new ArrayList<>();
        for (String text : List.of("First of three.", "Second of three.", "Third of three.")) {
            kept.add(client.moderate(comment(text).build()).id());
        }
        List<UUID> seen = new ArrayList<>();
        String[] next = {place};
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            DecisionFeed page = client.decisions(next[0], 2);
            next[0] = page.next();
            page.decisions().forEach(decision -> seen.add(decision.id()));
            return seen.containsAll(kept);
        });
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void appealsForTheAuthor() {
        Decision decision =
                client.moderate(comment(THREAT + " You and your dog.").build());
        assertThat(decision.outcome()).isEqualTo(Outcome.REJECT);
        Content content = client.content(decision.contentId()).orElseThrow();
        assertThat(content.statementOfReasons().automatedDecision()).isEqualTo("FULLY");

        var appeal = client.appeal(decision.contentId(), "user-17", "It is a line of a film.");
        assertThat(client.appeal(appeal.id()).orElseThrow().state()).isEqualTo("RECEIVED");
        Refused refused = catchThrowableOfType(
                Refused.class, () -> client.appeal(decision.contentId(), "user-99", "It is not mine."));
        assertThat(refused.problem().map(Problem::status)).isPresent();
        assertThat(refused.problem().map(Problem::requestId)).isPresent();
    }

    @Test
    void erasesAContentAndAnAuthor() {
        String author = "author-" + UUID.randomUUID();
        UUID first =
                client.submit(comment("One of two.").author(author).build()).id();
        UUID second =
                client.submit(comment("Two of two.").author(author).build()).id();
        assertThat(client.erase(first).contents()).isEqualTo(1);
        assertThat(client.content(first)).isEmpty();
        Erasure erasure = client.eraseAuthor(author);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> client.erasure(erasure.id()).orElseThrow().state().equals("DONE"));
        assertThat(client.content(second)).isEmpty();
    }

    @Test
    void saysWhatAKeyMayNotDo() {
        ModeratoClient asker =
                ModeratoClient.builder(URI.create(platform.url()), KEY_TO_ASK).build();
        assertThat(asker.ask(NewContent.ofText("Good morning.")).outcome()).isEqualTo(Outcome.APPROVE);
        Refused refused = catchThrowableOfType(
                Refused.class, () -> asker.submit(comment("Good morning.").build()));
        assertThat(refused.problem().map(Problem::key)).contains("not-allowed");
        Refused unknown = catchThrowableOfType(
                Refused.class,
                () -> ModeratoClient.builder(URI.create(platform.url()), "mod_nobody")
                        .build()
                        .ask(NewContent.ofText("Good morning.")));
        assertThat(unknown.problem().map(Problem::status)).contains(401);
    }

    private static NewContent.Builder comment(String text) {
        return NewContent.builder()
                .externalId("comment-" + UUID.randomUUID())
                .author("user-17", "Ada")
                .text(text);
    }
}
