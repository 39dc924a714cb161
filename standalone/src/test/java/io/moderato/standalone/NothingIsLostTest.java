package io.moderato.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.content.ContentStatus;
import io.moderato.content.store.Contents;
import io.moderato.decision.Decision;
import io.moderato.decision.store.Decisions;
import io.moderato.embedded.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The whole platform as a process of its own, killed in the middle of its work. */
class NothingIsLostTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KEY = "a-key-for-this-test-only";
    private static final int ITEMS = 2000;
    private static final int BATCH = 100;
    private static final int KILL_AT = 1000;

    @TempDir
    Path folder;

    @Test
    void everyAcceptedItemEndsWithExactlyOneAutomaticDecisionAfterAKill() throws Exception {
        Path data = folder.resolve("data");
        int port = Ports.free();
        List<ContentId> accepted = new ArrayList<>();
        Process process = start(data, port);
        try {
            ApiCaller api = new ApiCaller("http://localhost:" + port, KEY);
            await().atMost(Duration.ofMinutes(5)).until(() -> answers(api, process));
            postUntilItDies(api, accepted, process);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(accepted).hasSizeGreaterThanOrEqualTo(KILL_AT).doesNotHaveDuplicates();

        try (Platform platform = Platform.start(
                data,
                0,
                Map.of("moderato.outbox.resend-after", "1s", "moderato.outbox.sweep-interval", "500ms"),
                step -> {})) {
            Contents contents = platform.part(Contents.class);
            Decisions decisions = platform.part(Decisions.class);
            await().atMost(Duration.ofMinutes(3)).until(() -> !contents.anyQueued());
            CommunityId main = new CommunityId("main");
            assertThat(accepted).allSatisfy(id -> {
                assertThat(contents.find(main, id).orElseThrow().status()).isEqualTo(ContentStatus.DECIDED);
                assertThat(decisions.history(id).stream().filter(Decision::automatic))
                        .hasSize(1);
            });
        }
    }

    /** Posts on while the process is being killed by SIGKILL: no hook runs, the embedded PostgreSQL is left behind. */
    private static void postUntilItDies(ApiCaller api, List<ContentId> accepted, Process process)
            throws InterruptedException {
        try {
            for (int from = 0; from < ITEMS; from += BATCH) {
                for (JsonNode outcome :
                        api.post("/api/v1/content/batch", batch(from)).path("outcomes")) {
                    accepted.add(ContentId.parse(outcome.path("id").asString()));
                }
                if (accepted.size() == KILL_AT) {
                    process.destroyForcibly();
                }
            }
        } catch (IOException died) {
            // what was not answered was not accepted
        }
    }

    private static boolean answers(ApiCaller api, Process process) throws InterruptedException {
        assertThat(process.isAlive()).as("the platform runs").isTrue();
        try {
            api.get("/api/v1/decisions?limit=1");
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private Process start(Path data, int port) throws IOException {
        String classpath = Objects.requireNonNullElse(
                System.getProperty("surefire.test.class.path"), System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx640m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classpath,
                        "io.moderato.standalone.Moderato",
                        "run",
                        "--demo",
                        "--port",
                        Integer.toString(port),
                        "--data",
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile());
        builder.environment().put("MODERATO_DEMO_API_KEY", KEY);
        builder.environment().put("MODERATO_DEMO_PASSWORD", "a password for this test only");
        return builder.start();
    }

    private static ObjectNode batch(int from) {
        ObjectNode batch = JSON.createObjectNode();
        ArrayNode items = batch.putArray("items");
        for (int i = from; i < from + BATCH; i++) {
            ObjectNode item = items.addObject();
            item.put("externalId", "kill-" + i);
            item.putObject("author").put("id", "author-" + i % 10);
            item.put("type", "comment");
            item.put("text", "This is comment number " + i + " of somebody who writes a lot.");
        }
        return batch;
    }
}
