package io.moderato.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.Actor;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Role;
import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.review.store.Resolution;
import io.moderato.review.store.ReviewCase;
import io.moderato.review.store.ReviewCases;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.store.Blocklists;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One comment that its author edits and posts again, over the API, Kafka and the real pipeline. */
class EditStoryTest {
    private static final CommunityId MAIN = new CommunityId("main");
    private static final String KEY = "a-key-for-this-test-only";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Platform platform;
    private ApiCaller service;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        platform = Platform.start(data, 0, Map.of("moderato.review.undo-period", "0s"), step -> {});
        platform.part(ApiKeys.class).bootstrap(MAIN, "forum", Scope.ofServices(), 1000, KEY);
        platform.part(Blocklists.class)
                .bootstrap(
                        MAIN,
                        "Doubtful words",
                        RuleKind.KEYWORD,
                        Category.INSULT,
                        RuleAction.REVIEW,
                        List.of("numpty"));
        service = new ApiCaller(platform.url(), KEY);
    }

    @AfterEach
    void stop() {
        SecurityContextHolder.clearContext();
        platform.close();
    }

    @Test
    void anEditUndoesNothingThatAHumanDecidedUntilAnAppealIsWon() throws Exception {
        String id = posts("c-1", "Only a numpty parks his car on the pavement.");
        assertThat(outcome(service.waitUntilDecided(id, PATIENCE))).isEqualTo("REVIEW");
        aModerator("moderator", Outcome.REJECT);

        posts("c-1", "Only a n-u-m-p-t-y parks his car on the pavement!");
        JsonNode edited = service.waitUntilDecided(id, PATIENCE);
        assertThat(edited.path("revision").asInt()).isEqualTo(2);
        assertThat(outcome(edited)).isEqualTo("REJECT");
        assertThat(edited.at("/decision/restriction/kept").asBoolean()).isTrue();

        String again = posts("c-2", "ONLY A NUMPTY parks his car on the pavement");
        assertThat(outcome(service.waitUntilDecided(again, PATIENCE))).isEqualTo("REJECT");

        posts("c-1", "Thank you all for the friendly answers.");
        assertThat(outcome(service.waitUntilDecided(id, PATIENCE))).isEqualTo("REVIEW");

        ObjectNode appeal = JSON.createObjectNode().put("authorId", "ada").put("text", "We call each other that.");
        service.post("/api/v1/content/" + again + "/appeals", appeal);
        aModerator("moderator2", Outcome.APPROVE);
        assertThat(outcome(service.get("/api/v1/content/" + again))).isEqualTo("APPROVE");
        String free = posts("c-3", "Only a numpty parks his car on the pavement.");
        assertThat(outcome(service.waitUntilDecided(free, PATIENCE)))
                .as("what the pipeline says by itself")
                .isEqualTo("REVIEW");
    }

    private String posts(String externalId, String text) throws Exception {
        ObjectNode body = JSON.createObjectNode();
        body.put("externalId", externalId);
        body.putObject("author").put("id", "ada");
        body.put("text", text);
        return service.post("/api/v1/content", body).path("id").asString();
    }

    /** Takes the most urgent case and decides it. */
    private void aModerator(String name, Outcome outcome) {
        Accounts accounts = platform.part(Accounts.class);
        Account account = accounts.bootstrap(name, name, "a password for this test only", Role.MODERATOR);
        accounts.bootstrapMembership(account.actor().id(), MAIN, null);
        Actor moderator = accounts.find(name).orElseThrow().actor();
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        name, "", AuthorityUtils.createAuthorityList("ROLE_MODERATOR")));
        ReviewCases cases = platform.part(ReviewCases.class);
        ReviewCase next = cases.claimNext(moderator).orElseThrow();
        cases.resolve(
                moderator,
                next.id(),
                next.revision(),
                new Resolution(
                        outcome, "As I see it", outcome == Outcome.APPROVE ? null : Category.INSULT, null, null));
    }

    private static String outcome(JsonNode content) {
        return content.path("decision").path("outcome").asString();
    }
}
