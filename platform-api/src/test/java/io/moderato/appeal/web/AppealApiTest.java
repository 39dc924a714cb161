package io.moderato.appeal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import io.moderato.content.ContentId;
import io.moderato.decision.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class AppealApiTest extends ApiTest {
    @Autowired
    private JdbcClient jdbc;

    private static final Map<String, String> APPEAL = Map.of("authorId", "author-1", "text", "It was a quotation.");

    @Test
    void takesTheAuthorsAppealAndOpensACase() {
        Caller caller = caller();
        ContentId id = decided(caller, "vile", Outcome.REJECT);

        Answer lodged = caller.post("/api/v1/content/" + id + "/appeals", APPEAL);

        assertThat(lodged.status()).isEqualTo(201);
        assertThat(lodged.text("/state")).isEqualTo("RECEIVED");
        assertThat(lodged.header("Location")).isEqualTo("/api/v1/appeals/" + lodged.text("/id"));
        Answer read = caller.get(lodged.header("Location"));
        assertThat(read.json()).isEqualTo(lodged.json());
        assertThat(caller.get("/api/v1/content/" + id).text("/appeals/0/id")).isEqualTo(lodged.text("/id"));
        assertThat(causes(id)).isEqualTo("{APPEAL}");
        assertThat(caller().get(lodged.header("Location")).status()).isEqualTo(404);
    }

    @Test
    void refusesAnAppealBySomebodyElse() {
        Caller caller = caller();
        ContentId id = decided(caller, "vile", Outcome.REJECT);

        assertThat(caller.post("/api/v1/content/" + id + "/appeals", Map.of("authorId", "author-2", "text", "x"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void refusesASecondAppeal() {
        Caller caller = caller();
        ContentId id = decided(caller, "vile", Outcome.REJECT);
        caller.post("/api/v1/content/" + id + "/appeals", APPEAL);

        Answer second = caller.post("/api/v1/content/" + id + "/appeals", APPEAL);

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.problem()).isEqualTo("already-exists");
    }

    @Test
    void refusesAnAppealAboutWhatIsNotRestrictedOrNotDecided() {
        Caller caller = caller();
        ContentId approved = decided(caller, "fine", Outcome.APPROVE);
        String queued = caller.post("/api/v1/content", Caller.comment("q", "x")).text("/id");

        assertThat(caller.post("/api/v1/content/" + approved + "/appeals", APPEAL)
                        .problem())
                .isEqualTo("wrong-state");
        assertThat(caller.post("/api/v1/content/" + queued + "/appeals", APPEAL).status())
                .isEqualTo(409);
    }

    @Test
    void refusesAnAppealWithoutWords() {
        Caller caller = caller();
        ContentId id = decided(caller, "vile", Outcome.REJECT);
        String path = "/api/v1/content/" + id + "/appeals";

        assertThat(caller.post(path, Map.of("authorId", "author-1", "text", " "))
                        .text("/pointer"))
                .isEqualTo("/text");
        assertThat(caller.post(path, Map.of("authorId", "author-1", "text", "x".repeat(5001)))
                        .status())
                .isEqualTo(400);
        assertThat(caller.post(path, Map.of("text", "x")).text("/pointer")).isEqualTo("/authorId");
    }

    @Test
    void keepsAReportOnceAndOpensACase() {
        Caller caller = caller();
        ContentId id = decided(caller, "fine", Outcome.APPROVE);
        Map<String, String> report = Map.of("reporterId", "user-2", "category", "insult", "reason", "Rude.");

        Answer first = caller.post("/api/v1/content/" + id + "/reports", report);
        Answer again = caller.post("/api/v1/content/" + id + "/reports", report);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text("/category")).isEqualTo("insult");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(causes(id)).isEqualTo("{REPORT}");
        assertThat(caller.post(
                                "/api/v1/content/" + id + "/reports",
                                Map.of("reporterId", "u", "category", "rude", "reason", "x"))
                        .text("/pointer"))
                .isEqualTo("/category");
    }

    @Test
    void keepsACorrection() {
        Caller caller = caller();
        ContentId id = decided(caller, "vile", Outcome.REJECT);
        String path = "/api/v1/content/" + id + "/feedback";

        Answer given = caller.post(path, Map.of("outcome", "APPROVE", "note", "Sarcasm."));

        assertThat(given.status()).isEqualTo(201);
        assertThat(jdbc.sql("SELECT predicted || '/' || actual || '/' || source FROM feedback WHERE content_id = ?")
                        .param(id.value())
                        .query(String.class)
                        .list())
                .containsExactly("REJECT/APPROVE/CLIENT");
        assertThat(caller.post(path, Map.of("outcome", "REVIEW")).text("/pointer"))
                .isEqualTo("/outcome");
        assertThat(caller.post(path, Map.of("outcome", "REJECT", "categories", List.of("insult", "bad")))
                        .text("/pointer"))
                .isEqualTo("/categories/1");
        String queued = caller.post("/api/v1/content", Caller.comment("q", "x")).text("/id");
        assertThat(caller.post("/api/v1/content/" + queued + "/feedback", Map.of("outcome", "APPROVE"))
                        .status())
                .isEqualTo(409);
    }

    private String causes(ContentId id) {
        return jdbc.sql("SELECT causes::text FROM review_case WHERE content_id = ?")
                .param(id.value())
                .query(String.class)
                .single();
    }
}
