package io.moderato.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.Actor;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Role;
import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import io.moderato.openai.store.CategoryMapping;
import io.moderato.openai.store.CategoryMapping.Formula;
import io.moderato.openai.store.CategoryMapping.Take;
import io.moderato.openai.store.CategoryMappings;
import io.moderato.openai.store.OpenAiCategory;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.store.Blocklists;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OpenAI's moderation endpoint with the real rules and the real model, beside the console in one process. */
class OpenAiStoryTest {
    private static final CommunityId MAIN = new CommunityId("main");
    private static final String KEY = "mod_key-of-the-openai-test";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Platform platform;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        platform = Platform.start(data, 0, Map.of(), step -> {});
        platform.part(ApiKeys.class).bootstrap(MAIN, "forum", Set.of(Scope.MODERATE), 1000, KEY);
        platform.part(Blocklists.class)
                .bootstrap(
                        MAIN, "Adverts", RuleKind.KEYWORD, Category.SPAM, RuleAction.REJECT, List.of("free watches"));
        // an instance tells which model it runs a moment after it began
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !get("/v1/models").at("/data").isEmpty());
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void tellsWhatTheModelFoundInTheVendorsCategories() throws Exception {
        JsonNode answer = moderate("""
                {"input":["What a lovely day for a walk.","You are a pathetic idiot, go away.","Das Wetter ist heute wirklich schön."]}
                """);

        assertThat(flags(answer)).containsExactly(false, true, false);
        assertThat(answer.at("/results/1/categories/harassment").asBoolean()).isTrue();
        assertThat(answer.at("/results/1/category_scores/harassment").asDouble())
                .isGreaterThan(0.7);
        assertThat(answer.at("/results/1/category_applied_input_types/harassment/0")
                        .asString())
                .isEqualTo("text");
        // the shipped model reads English
        assertThat(answer.at("/results/2/category_applied_input_types").values().stream())
                .allMatch(JsonNode::isEmpty);
        String pinned = answer.path("model").asString();
        assertThat(pinned).isEqualTo(get("/v1/models").at("/data/1/id").asString());
        assertThat(moderate("{\"input\":\"Good morning.\",\"model\":\"%s\"}".formatted(pinned))
                        .path("model")
                        .asString())
                .isEqualTo(pinned);
    }

    @Test
    void flagsAnImageThatNobodySaw() throws Exception {
        JsonNode answer = moderate("""
                {"input":[{"type":"text","text":"What a lovely day."},{"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]}
                """);

        assertThat(flags(answer)).containsExactly(true);
        assertThat(answer.at("/results/0/category_applied_input_types/violence").toString())
                .isEqualTo("[\"text\"]");
        assertThat(answer.at("/results/0/categories").values().stream()).noneMatch(JsonNode::asBoolean);
    }

    @Test
    void tellsWhatARuleFoundByTheMappingThatAnAdminHasChosen() throws Exception {
        String advert = "{\"input\":\"Get your free watches here\"}";
        JsonNode before = moderate(advert);
        assertThat(flags(before)).containsExactly(true);
        assertThat(before.at("/results/0/categories").values().stream()).noneMatch(JsonNode::asBoolean);

        Actor admin = admin();
        platform.part(CategoryMappings.class)
                .choose(
                        admin,
                        MAIN,
                        0,
                        new CategoryMapping(
                                Map.of(OpenAiCategory.ILLICIT, new Formula(Take.HIGHEST, List.of(Category.SPAM)))));
        JsonNode after = moderate(advert);
        platform.part(CategoryMappings.class).choose(admin, MAIN, 1, null);
        SecurityContextHolder.clearContext();

        assertThat(after.at("/results/0/categories/illicit").asBoolean()).isTrue();
        assertThat(after.at("/results/0/category_scores/illicit").asDouble()).isEqualTo(1);
        assertThat(after.path("model").asString()).isEqualTo("rules");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1", "/v1/", "/v1/anything", "/v1/chat/completions", "/v1/index.html", "/v1/moderations/"})
    void answersNoAddressWithAPageOfTheConsole(String address) throws Exception {
        for (HttpRequest.Builder request :
                List.of(request(address).GET(), request(address).POST(HttpRequest.BodyPublishers.ofString("{}")))) {
            HttpResponse<String> answer = HTTP.send(
                    request.header("Accept", "text/html,*/*;q=0.8").build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/json");
            assertThat(JSON.readTree(answer.body()).at("/error/type").asString())
                    .isEqualTo("invalid_request_error");
        }
    }

    private static Stream<Boolean> flags(JsonNode answer) {
        return answer.path("results").values().stream()
                .map(result -> result.path("flagged").asBoolean());
    }

    private static Actor admin() {
        Accounts accounts = platform.part(Accounts.class);
        Account account = accounts.bootstrap("an-admin", "an-admin", "a password for this test only", Role.ADMIN);
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        "an-admin", "", AuthorityUtils.createAuthorityList("ROLE_ADMIN")));
        return account.actor();
    }

    private static JsonNode moderate(String body) throws Exception {
        return json(request("/v1/moderations")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode get(String path) throws Exception {
        return json(request(path).GET());
    }

    private static JsonNode json(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(platform.url() + path))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Bearer " + KEY);
    }
}
