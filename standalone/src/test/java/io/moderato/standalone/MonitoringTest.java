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
import io.moderato.content.ContentId;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.embedded.Ports;
import io.moderato.erasure.store.Erasures;
import io.moderato.review.store.QueueFilter;
import io.moderato.review.store.Resolution;
import io.moderato.review.store.ReviewCase;
import io.moderato.review.store.ReviewCases;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.store.Blocklists;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules and dashboards for operators, in a real Prometheus that scrapes the running platform. */
class MonitoringTest {
    private static final Path MONITORING = Path.of("..", "deployment", "monitoring");
    private static final CommunityId MAIN = new CommunityId("main");
    private static final String KEY = "a-key-for-this-test-only";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static Platform platform;
    private static Process prometheus;
    private static String url;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        platform = Platform.start(folder.resolve("data"), 0, Map.of(), step -> {});
        work();
        int port = Ports.free();
        url = "http://127.0.0.1:" + port;
        String target = URI.create(platform.url()).getAuthority();
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(
                config,
                Files.readString(MONITORING.resolve("prometheus.yml"))
                        .replace("15s", "1s")
                        .replace("localhost:8080", target)
                        .replace(
                                "rules/moderato.rules.yml",
                                MONITORING
                                        .resolve("rules/moderato.rules.yml")
                                        .toAbsolutePath()
                                        .normalize()
                                        .toString()));
        prometheus = new ProcessBuilder(
                        Programs.find("prometheus").toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        // a rate needs two looks
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> query("count_over_time(up{job=\"moderato\"}[5m])")
                                .at("/data/result/0/value/1")
                                .asInt()
                        >= 3);
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.destroy();
        }
        platform.close();
        SecurityContextHolder.clearContext();
    }

    @Test
    void alertsComeWhenTheyShouldAndOnlyThen() throws IOException, InterruptedException {
        Process tests = new ProcessBuilder(
                        Programs.find("promtool").toString(),
                        "test",
                        "rules",
                        MONITORING.resolve("rules/moderato.rules.test.yml").toString())
                .redirectErrorStream(true)
                .start();
        String output;
        try (InputStream said = tests.getInputStream()) {
            output = new String(said.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(tests.waitFor()).as(output).isZero();
    }

    @Test
    void everyRuleIsEvaluatedAndNoAlertIsRaisedByAHealthyPlatform() throws IOException, InterruptedException {
        await().atMost(PATIENCE)
                .until(() -> rules().stream()
                        .allMatch(rule -> rule.path("health").asString().equals("ok")));
        assertThat(rules()).hasSizeGreaterThan(20);
        assertThat(rules().stream()
                        .filter(rule -> rule.path("type").asString().equals("alerting"))
                        .filter(rule -> rule.path("state").asString().equals("firing"))
                        .map(rule -> rule.path("name").asString()))
                // this machine's disk is none of the platform's business
                .isSubsetOf("ModeratoDiskShort", "ModeratoDiskFull");
    }

    @Test
    void everyAlertHasAPageThatSaysWhatToDo() throws IOException, InterruptedException {
        List<String> pages = Files.readAllLines(Path.of("..", "docs", "runbooks.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> "docs/runbooks.md#" + line.substring(3).toLowerCase(Locale.ROOT))
                .toList();
        assertThat(rules().stream()
                        .filter(rule -> rule.path("type").asString().equals("alerting"))
                        .map(rule -> rule.at("/annotations/runbook_url").asString()))
                .isNotEmpty()
                .isSubsetOf(pages);
    }

    @Test
    void everyPlotOfTheDashboardsHasData() throws IOException {
        List<String> queries = new ArrayList<>();
        try (Stream<Path> dashboards = Files.list(MONITORING.resolve("grafana/dashboards"))) {
            for (Path dashboard : dashboards.toList()) {
                JSON.readTree(Files.readString(dashboard))
                        .path("panels")
                        .forEach(panel -> panel.path("targets")
                                .forEach(target ->
                                        queries.add(target.path("expr").asString())));
            }
        }
        assertThat(queries).hasSizeGreaterThan(40);
        ApiCaller service = new ApiCaller(platform.url(), KEY);
        for (String query : queries) {
            await().alias(query).atMost(PATIENCE).until(() -> {
                // some plots need calls while they are looked at
                service.get("/api/v1/decisions");
                JsonNode answer = query(query);
                return answer.path("status").asString().equals("success")
                        && !answer.at("/data/result").isEmpty();
            });
        }
    }

    /** A little of everything that is measured: decisions, a skipped case, a decided one, and one that is erased. */
    private static void work() throws IOException, InterruptedException {
        platform.part(ApiKeys.class).bootstrap(MAIN, "forum", Scope.ofServices(), 100_000, KEY);
        platform.part(Blocklists.class)
                .bootstrap(MAIN, "Doubtful", RuleKind.KEYWORD, Category.INSULT, RuleAction.REVIEW, List.of("numpty"));
        ApiCaller service = new ApiCaller(platform.url(), KEY);
        for (int i = 0; i < 3; i++) {
            String id = post(
                            service,
                            "/api/v1/content",
                            Map.of("externalId", "m-" + i, "author", Map.of("id", "a-" + i), "text", "a numpty " + i))
                    .path("id")
                    .asString();
            service.waitUntilDecided(id, PATIENCE);
        }
        post(service, "/api/v1/moderate", Map.of("text", "Only asked.", "store", false));
        Actor moderator = moderator();
        ReviewCases cases = platform.part(ReviewCases.class);
        ReviewCase first = cases.claimNext(moderator).orElseThrow();
        ReviewCase next = cases.skip(moderator, first.id(), QueueFilter.ALL).orElseThrow();
        cases.resolve(moderator, next.id(), 1, new Resolution(Outcome.APPROVE, "Harmless", null, null, null));
        ContentId erased = first.content();
        platform.part(Erasures.class).wantErased(MAIN, erased, "key:forum");
    }

    private static JsonNode post(ApiCaller service, String path, Map<String, Object> body)
            throws IOException, InterruptedException {
        return service.post(path, JSON.writeValueAsBytes(body));
    }

    private static Actor moderator() {
        Account account =
                platform.part(Accounts.class).bootstrap("mo", "Mo", "a password for this test", Role.MODERATOR);
        platform.part(Accounts.class).bootstrapMembership(account.actor().id(), MAIN, null);
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        "mo", "", AuthorityUtils.createAuthorityList("ROLE_MODERATOR")));
        return platform.part(Accounts.class).find("mo").orElseThrow().actor();
    }

    private static List<JsonNode> rules() throws IOException, InterruptedException {
        List<JsonNode> rules = new ArrayList<>();
        get("/api/v1/rules")
                .at("/data/groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    private static JsonNode query(String query) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(
                HTTP.send(HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
    }
}
