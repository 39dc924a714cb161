package io.moderato.content.web;

import static io.moderato.api.Caller.comment;
import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A disk that has less free than the limit, because the limit is larger than any disk. */
@DirtiesContext
class FullDiskTest extends ApiTest {
    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void disk(DynamicPropertyRegistry registry) {
        registry.add("moderato.disk.folder", () -> System.getProperty("java.io.tmpdir"));
        registry.add("moderato.disk.warn-below", () -> "1000000TB");
        registry.add("moderato.disk.refuse-below", () -> "1000000TB");
    }

    @Test
    void refusesNewContentWithWordsAndStoresNothing() {
        Caller caller = caller();
        Map<String, Object> kept = new HashMap<>(comment("d-3", "decide about this"));
        kept.put("store", true);
        long before = stored();

        for (Answer refused : List.of(
                caller.post("/api/v1/content", comment("d-1", "one")),
                caller.post("/api/v1/content/batch", Map.of("items", List.of(comment("d-2", "two")))),
                caller.post("/api/v1/moderate", kept))) {
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(refused.text("/detail")).contains("nearly full").contains("Nothing of this request was stored");
        }
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void servesWhatNeedsNoRoom() {
        Caller caller = caller();
        assertThat(caller.get("/api/v1/decisions").status()).isEqualTo(200);
        assertThat(caller.post("/api/v1/moderate", Map.of("text", "only asked", "store", false))
                        .status())
                .isEqualTo(200);
        assertThat(caller.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    @Test
    void saysSoInHealthAndMetrics() {
        assertThat(caller().get("/actuator/health").status()).isEqualTo(503);
        assertThat(caller().get("/actuator/metrics/moderato.disk.free.bytes").status())
                .isEqualTo(200);
    }

    private long stored() {
        return jdbc.sql("SELECT count(*) FROM content WHERE external_id LIKE 'd-%'")
                .query(Long.class)
                .single();
    }
}
