package io.moderato.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The servers that a platform runs on: whose they are, and what happens when one dies. */
class ServersBelowTest {
    private static final String KEY = "a-key-for-this-test-only";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    private Path data;
    private Platform platform;
    private ApiCaller service;

    @BeforeEach
    void start() {
        data = folder.resolve("data");
        platform = Platform.start(data, 0, Map.of(), step -> {});
        platform.part(ApiKeys.class).bootstrap(new CommunityId("main"), "forum", Scope.ofServices(), 1000, KEY);
        service = new ApiCaller(platform.url(), KEY);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void areTheOwnersAloneAndServeOnAfterPostgresWasKilled() throws Exception {
        String before = accepted("before").orElseThrow();
        service.waitUntilDecided(before, PATIENCE);
        assertThat(whatOthersMayUse()).isEmpty();

        postgres().destroyForcibly();

        await().atMost(PATIENCE).until(() -> accepted("after").isPresent());
        JsonNode decided = service.waitUntilDecided(accepted("after").orElseThrow(), PATIENCE);
        assertThat(decided.path("decision").path("outcome").asString()).isEqualTo("APPROVE");
        assertThat(service.get("/api/v1/content/" + before).path("status").asString())
                .isEqualTo("DECIDED");
        assertThat(platform.broken().toCompletableFuture()).isNotDone();
        assertThat(whatOthersMayUse()).isEmpty();
        assertThat(Files.readString(data.resolve("logs/moderato.log")))
                .contains("PostgreSQL runs again")
                .doesNotContain(Files.readString(data.resolve("kafka/secret")))
                .doesNotContain(Files.readString(data.resolve("postgres/password")));
    }

    private Optional<String> accepted(String name) throws InterruptedException {
        ObjectNode comment = JSON.createObjectNode();
        comment.put("externalId", name).put("type", "comment").put("text", "What a lovely day, " + name + " all.");
        comment.putObject("author").put("id", "ada");
        try {
            return Optional.of(
                    service.post("/api/v1/content", comment).path("id").asString());
        } catch (IOException unavailable) {
            return Optional.empty();
        }
    }

    private ProcessHandle postgres() throws IOException {
        String pid =
                Files.readAllLines(data.resolve("postgres/data/postmaster.pid")).getFirst();
        ProcessHandle process = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        assertThat(process.info().command().orElseThrow())
                .isEqualTo(data.resolve("postgres/programs/bin/postgres").toString());
        return process;
    }

    private List<String> whatOthersMayUse() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            List<Path> all = files.filter(each -> !Files.isSymbolicLink(each)).toList();
            assertThat(all).hasSizeGreaterThan(100);
            return all.stream()
                    .map(each -> rights(each) + " " + each)
                    .filter(each -> !each.substring(3, 9).equals("------"))
                    .toList();
        }
    }

    /** What nobody may do is what anybody may do with a file that a server removed meanwhile. */
    private static String rights(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (NoSuchFileException removed) {
            return "---------";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
