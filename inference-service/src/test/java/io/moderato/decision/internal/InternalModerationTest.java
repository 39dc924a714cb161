package io.moderato.decision.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.content.Content;
import io.moderato.decision.Category;
import io.moderato.decision.Moderation;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.pipeline.Samples;
import io.moderato.inference.ServiceTest;
import io.moderato.policy.Policy;
import io.moderato.policy.PolicyTerms;
import io.moderato.policy.Threshold;
import io.moderato.policy.store.Policies;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.store.Blocklists;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class InternalModerationTest {
    private static final Actor ADMIN = new Actor(UUID.randomUUID(), "admin", Role.ADMIN, Map.of());

    @Autowired
    Communities communities;

    @Autowired
    Blocklists blocklists;

    @Autowired
    Policies policies;

    @Autowired
    Moderation moderation;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void admin() {
        communities.bootstrap(Samples.COMMUNITY, "Test");
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken("admin", null, "ROLE_ADMIN"));
    }

    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void answersWhoKnowsTheToken() throws Exception {
        HttpResponse<String> answer = post(
                json.writeValueAsString(List.of(Samples.content("Good morning."), Samples.content("Good night."))),
                ServiceTest.TOKEN);
        assertThat(answer.statusCode()).isEqualTo(200);
        List<ModerationResult> results = json.readValue(answer.body(), new TypeReference<>() {});
        assertThat(results)
                .hasSize(2)
                .allMatch(result -> !result.provenance().models().isEmpty());
    }

    @Test
    void refusesWhoDoesNot() throws Exception {
        String body = json.writeValueAsString(List.of(Samples.content("Good morning.")));
        assertThat(post(body, null).statusCode()).isEqualTo(401);
        assertThat(post(body, "guessed").statusCode()).isEqualTo(401);
        assertThat(post(body, "").statusCode()).isEqualTo(401);
        assertThat(post(body, ServiceTest.TOKEN + "," + ServiceTest.OTHER_TOKEN).statusCode())
                .isEqualTo(401);
    }

    @Test
    void takesEachOfTwoTokensWhileOneIsReplaced() throws Exception {
        String body = json.writeValueAsString(List.of(Samples.content("Good morning.")));
        assertThat(post(body, ServiceTest.TOKEN).statusCode()).isEqualTo(200);
        assertThat(post(body, ServiceTest.OTHER_TOKEN).statusCode()).isEqualTo(200);
        assertThat(metrics(ServiceTest.TOKEN)).isEqualTo(200);
        assertThat(metrics(ServiceTest.OTHER_TOKEN)).isEqualTo(200);
        assertThat(metrics("guessed")).isNotEqualTo(200);
    }

    private int metrics(String token) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/prometheus"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void saysWhatIsWrongWithARequest() throws Exception {
        assertThat(post("[{\"text\":", ServiceTest.TOKEN)).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("unreadable-request");
        });
        assertThat(post("[null]", ServiceTest.TOKEN).statusCode()).isEqualTo(400);
        assertThat(post("[{\"text\":\"only\"}]", ServiceTest.TOKEN).statusCode())
                .isEqualTo(400);
        Content foreign = Samples.content("Nobody knows my community.");
        String unknown = json.writeValueAsString(List.of(foreign)).replace("\"test\"", "\"unheard-of\"");
        assertThat(post(unknown, ServiceTest.TOKEN).statusCode()).isEqualTo(404);
    }

    @Test
    void repeatsAnEarlierResultUntilRulesOrPolicyChange() {
        CommunityId community = new CommunityId("changing");
        communities.bootstrap(community, "Changing");
        String text = "Is this a widdershins remark?";

        ModerationResult first = moderate(community, text);
        ModerationResult third = moderate(community, text.toUpperCase(Locale.ROOT));
        assertThat(first.provenance().cached()).isFalse();
        assertThat(third.provenance().cached()).isTrue();
        assertThat(third.reasons().getFirst().text())
                .isEqualTo(first.reasons().getFirst().text() + " (cached)");
        assertThat(third.scores()).isEqualTo(first.scores());

        blocklists.bootstrap(
                community, "new", RuleKind.KEYWORD, Category.INSULT, RuleAction.MODIFY, List.of("widdershins"));
        ModerationResult ruled = moderate(community, text);
        assertThat(ruled.outcome()).isEqualTo(Outcome.MODIFY);
        assertThat(ruled.modifiedText()).isEqualTo("Is this a ••••••••••• remark?");
        assertThat(ruled.provenance().cached()).isFalse();
        // same words, other offsets: a result that points into its text answers for that text only
        ModerationResult shouted = moderate(community, "IS  this a widdershins remark?");
        assertThat(shouted.modifiedText()).isEqualTo("IS  this a ••••••••••• remark?");

        Blocklist list = blocklists.of(community).getFirst();
        blocklists.change(ADMIN, list.id(), list.editVersion(), list.name(), RuleAction.MODIFY, false);
        Category scored = first.scores().byCategory().keySet().iterator().next();
        Policy policy = policies.versions(community).getFirst();
        policies.publish(
                ADMIN,
                community,
                policy.version(),
                PolicyTerms.of(Map.of(scored, new Threshold(1e-12, null))),
                "strict");
        ModerationResult strict = moderate(community, text);
        assertThat(strict.outcome()).isEqualTo(Outcome.REJECT);
        assertThat(strict.provenance().cached()).isFalse();
        assertThat(strict.provenance().policyVersion()).isEqualTo(policy.version() + 1);
    }

    @Test
    void forgetsResultsWhenTold() throws Exception {
        String text = "A text that only this test knows.";
        moderate(Samples.COMMUNITY, text);
        assertThat(moderate(Samples.COMMUNITY, text).provenance().cached()).isTrue();
        HttpRequest.Builder forget = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/internal/v1/results"))
                .DELETE();
        assertThat(http.send(forget.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(401);
        assertThat(http.send(
                                forget.header("X-Internal-Token", ServiceTest.TOKEN)
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(204);
        assertThat(moderate(Samples.COMMUNITY, text).provenance().cached()).isFalse();
    }

    @Test
    void turnsAwayWhatIsTooMuchAtOnce() {
        List<Content> many = java.util.Collections.nCopies(1001, Samples.content("one of many"));
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                ProblemException.class, () -> moderation.moderate(many))
                        .key())
                .isEqualTo(ProblemKey.TOO_LARGE);
    }

    @Test
    void saysWhichModelRunsAndIsReady() throws Exception {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> jdbc.sql(
                                        "SELECT count(*) FROM running_model WHERE instance = 'test-instance' AND seen_at > loaded_at")
                                .query(Integer.class)
                                .single()
                        == 1);
        HttpResponse<String> ready = http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/health/readiness"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(ready.statusCode()).isEqualTo(200);
        HttpResponse<String> metrics = http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/prometheus"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(metrics.body())
                .contains("cache_gets_total{cache=\"moderato.results\"")
                .contains("moderato_pipeline_stage_seconds")
                .contains("kafka_consumer_fetch_manager_records_lag");
    }

    private ModerationResult moderate(CommunityId community, String text) {
        Content sample = Samples.content(text);
        return moderation
                .moderate(List.of(new Content(
                        sample.id(),
                        1,
                        community,
                        sample.externalId(),
                        sample.author(),
                        sample.type(),
                        text,
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        sample.submittedAt())))
                .getFirst();
    }

    private HttpResponse<String> post(String body, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/internal/v1/moderate"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("X-Internal-Token", token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
