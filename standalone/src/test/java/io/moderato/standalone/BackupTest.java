package io.moderato.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Scope;
import io.moderato.backup.Backups;
import io.moderato.community.CommunityId;
import io.moderato.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A platform is lost, and comes back from its backup: to a moment, with what was undecided then. */
class BackupTest {
    private static final String KEY = "a-key-for-this-test-only";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    @Test
    void bringsBackAMomentAndDecidesWhatWasUndecidedThen() throws Exception {
        Backups backups = new Backups(folder.resolve("backups"));
        String first;
        String behind;
        String ahead;
        Instant moment;
        try (Platform platform = start("data")) {
            platform.part(ApiKeys.class).bootstrap(new CommunityId("main"), "test", Scope.ofServices(), 6000, KEY);
            ApiCaller api = new ApiCaller(platform.url(), KEY);
            platform.keepBackups(backups, 3);
            await().atMost(PATIENCE).until(() -> !backups.all().isEmpty());
            // a backup has whole seconds in its name
            await().atMost(PATIENCE)
                    .until(() -> Instant.now().isAfter(backups.all().getFirst().ended()));
            first = submit(api, "first", "What a lovely garden.");
            api.waitUntilDecided(first, PATIENCE);
            behind = feedPast(platform, first);
            String second = submit(api, "second", "I planted the tomatoes in May.");
            JsonNode decided = api.waitUntilDecided(second, PATIENCE);
            // the transaction with the decision began at this time, so it is not done yet, and the submission is
            moment = Instant.parse(decided.path("decision").path("decidedAt").asString());
            ahead = feedPast(platform, second);
        }

        assertThat(restore("--until", moment.toString())).isZero();

        try (Platform platform = start("restored")) {
            ApiCaller api = new ApiCaller(platform.url(), KEY);
            assertThat(api.waitUntilDecided(first, PATIENCE)
                            .path("decision")
                            .path("outcome")
                            .asString())
                    .isEqualTo("APPROVE");
            String second = content(platform, "second");
            assertThat(api.waitUntilDecided(second, PATIENCE).path("text").asString())
                    .isEqualTo("I planted the tomatoes in May.");

            HttpResponse<String> refused = get(platform, "/api/v1/decisions?after=" + ahead);
            assertThat(refused.statusCode()).isEqualTo(410);
            assertThat(refused.body()).contains("cursor-outdated").contains("since=");
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode page = JSON.readTree(
                        get(platform, "/api/v1/decisions?after=" + behind).body());
                assertThat(page.path("decisions")).hasSize(1);
                assertThat(page.path("decisions").get(0).path("contentId").asString())
                        .isEqualTo(second);
            });
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("restored"))).hasSize(3);
        assertThat(restore()).as("a second restore over the first").isEqualTo(1);
    }

    @Test
    void ofAPlatformThatStandsStillIsTakenToo() throws Exception {
        try (Platform platform = start("data")) {
            platform.part(ApiKeys.class).bootstrap(new CommunityId("main"), "test", Scope.ofServices(), 6000, KEY);
            submit(new ApiCaller(platform.url(), KEY), "first", "What a lovely garden.");
        }
        Files.writeString(
                Files.createDirectories(folder.resolve("data/models/own")).resolve("config.json"), "{}");
        String key = Files.readString(folder.resolve("data/webhooks/key"));
        for (int i = 0; i < 2; i++) {
            assertThat(Moderato.run("backup", "--data", path("data"), "--to", path("backups"), "--keep", "1"))
                    .isZero();
        }
        assertThat(new Backups(folder.resolve("backups")).all()).hasSize(1);

        assertThat(restore()).isZero();
        assertThat(folder.resolve("restored/models/own/config.json")).hasContent("{}");
        assertThat(folder.resolve("restored/webhooks/key")).hasContent(key);
        try (Platform platform = start("restored")) {
            assertThat(content(platform, "first")).isNotEmpty();
        }
    }

    @Test
    void whichIsNotWholeIsRefused() throws Exception {
        EmbeddedDatabase.start(folder.resolve("data/postgres")).close();
        assertThat(Moderato.run("backup", "--data", path("data"), "--to", path("backups")))
                .isZero();
        Path file = new Backups(folder.resolve("backups")).all().getFirst().file();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(restore()).isEqualTo(1);
        assertThat(folder.resolve("restored/postgres")).as("half a database").doesNotExist();
    }

    private Platform start(String data) {
        return Platform.start(folder.resolve(data), 0, Map.of(), step -> {});
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private int restore(String... more) {
        return Moderato.run(Stream.concat(
                        Stream.of("restore", "--from", path("backups"), "--data", path("restored")), Stream.of(more))
                .toArray(String[]::new));
    }

    private static String submit(ApiCaller api, String externalId, String text)
            throws IOException, InterruptedException {
        ObjectNode content = JSON.createObjectNode()
                .put("externalId", externalId)
                .put("type", "comment")
                .put("text", text);
        content.putObject("author").put("id", "author");
        return api.post("/api/v1/content", content).path("id").asString();
    }

    /** The place in the feed after the decision about that content, as soon as it is shown. */
    private static String feedPast(Platform platform, String content) {
        return await().atMost(PATIENCE)
                .until(
                        () -> JSON.readTree(get(platform, "/api/v1/decisions").body()),
                        page -> page.path("decisions").values().stream()
                                .anyMatch(each ->
                                        each.path("contentId").asString().equals(content)))
                .path("next")
                .asString();
    }

    private static String content(Platform platform, String externalId) throws IOException, InterruptedException {
        return JSON.readTree(get(platform, "/api/v1/content?externalId=" + externalId)
                        .body())
                .path("contents")
                .get(0)
                .path("id")
                .asString();
    }

    private static HttpResponse<String> get(Platform platform, String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(platform.url() + path))
                        .header("Authorization", "Bearer " + KEY)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
