package io.moderato.idempotency.web;

import static io.moderato.api.Caller.comment;
import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import io.moderato.content.ContentId;
import io.moderato.decision.Outcome;
import io.moderato.idempotency.store.IdempotencyKeys;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class IdempotencyTest extends ApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Object> WRONG = Map.of("outcome", "APPROVE", "note", "Sarcasm.");

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private IdempotencyKeys idempotency;

    @Test
    void answersARepetitionWithTheFirstAnswerAndDoesNothingAgain() {
        Caller caller = caller();
        ContentId id = decided(caller, "vile", Outcome.REJECT);
        String path = "/api/v1/content/" + id + "/feedback";

        Answer first = post(caller, path, "k-1", WRONG);
        Answer again = post(caller, path, "\"k-1\"", WRONG);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("X-Request-Id")).isNotEqualTo(first.header("X-Request-Id"));
        assertThat(feedback(id)).isEqualTo(1);
    }

    @Test
    void repeatsWhereToReadIt() {
        Caller caller = caller();
        Answer first = post(caller, "/api/v1/content", "k-1", comment("c-1", "hello"));
        Answer again = post(caller, "/api/v1/content", "k-1", comment("c-1", "hello"));

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Location")).isNotEmpty().isEqualTo(first.header("Location"));
    }

    @Test
    void refusesTheKeyForAnotherCall() {
        Caller caller = caller();
        post(caller, "/api/v1/content", "k-1", comment("c-1", "hello"));
        Answer otherBody = post(caller, "/api/v1/content", "k-1", comment("c-1", "hello!"));
        Answer otherPlace = post(caller, "/api/v1/moderate", "k-1", comment("c-1", "hello"));

        assertThat(otherBody.status()).isEqualTo(422);
        assertThat(otherBody.problem()).isEqualTo("key-of-another-call");
        assertThat(otherBody.text("/detail")).contains("new key");
        assertThat(otherPlace.status()).isEqualTo(422);
        assertThat(caller.get("/api/v1/content?externalId=c-1").text("/contents/0/text"))
                .isEqualTo("hello");
    }

    @Test
    void keepsTheKeysOfEachApiKeyApart() {
        Caller one = caller();
        Caller other = caller();
        post(one, "/api/v1/content", "k-1", comment("c-1", "hello"));

        assertThat(post(other, "/api/v1/content", "k-1", comment("c-2", "another"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void tellsWhoeverComesWhileItIsWorkedOnToWait() {
        Caller caller = caller();
        post(caller, "/api/v1/content", "k-1", comment("c-1", "hello"));
        // as a process that is at it, and then as one that was killed
        unfinished(caller, "1 minute");
        Answer meanwhile = post(caller, "/api/v1/content", "k-1", comment("c-1", "hello"));
        unfinished(caller, "-1 second");
        Answer later = post(caller, "/api/v1/content", "k-1", comment("c-1", "hello"));

        assertThat(meanwhile.status()).isEqualTo(409);
        assertThat(meanwhile.problem()).isEqualTo("still-running");
        assertThat(meanwhile.header("Retry-After")).isEqualTo("1");
        assertThat(later.status()).isEqualTo(202);
        assertThat(later.header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void doesACallOnceHoweverManySendItAtOnce() throws Exception {
        Caller caller = caller();
        ContentId id = decided(caller, "vile", Outcome.REJECT);
        List<Future<Answer>> calls = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                calls.add(threads.submit(
                        (Callable<Answer>) () -> post(caller, "/api/v1/content/" + id + "/feedback", "k-1", WRONG)));
            }
        }
        for (Future<Answer> call : calls) {
            assertThat(call.get().status()).isIn(201, 409);
        }
        assertThat(feedback(id)).isEqualTo(1);
    }

    @Test
    void letsARefusedCallBeMendedUnderTheSameKey() {
        Caller caller = caller();

        assertThat(post(caller, "/api/v1/content", "k-1", comment("c-1", " ")).status())
                .isEqualTo(400);
        assertThat(post(caller, "/api/v1/moderate", "k-1", comment("c-1", "overload"))
                        .status())
                .isEqualTo(503);
        assertThat(post(caller, "/api/v1/content", "k-1", comment("c-1", "overload"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void forgetsAfterADay() {
        Caller caller = caller();
        post(caller, "/api/v1/content", "k-1", comment("c-1", "hello"));
        post(caller, "/api/v1/content", "k-2", comment("c-2", "hello"));
        jdbc.sql("UPDATE idempotency_key SET began_at = now() - interval '25 hours' WHERE api_key_id = ?")
                .param(apiKey(caller))
                .update();

        assertThat(post(caller, "/api/v1/content", "k-1", comment("c-1", "another"))
                        .status())
                .isEqualTo(202);
        assertThat(idempotency.forgetOld(1000)).isPositive();
        assertThat(kept(caller)).isEqualTo(1);
    }

    @Test
    void saysThatAnAnswerIsNotKept() {
        Caller caller = caller();
        post(caller, "/api/v1/content", "k-1", comment("c-1", "hello"));
        jdbc.sql("UPDATE idempotency_key SET body = NULL WHERE api_key_id = ?")
                .param(apiKey(caller))
                .update();

        Answer again = post(caller, "/api/v1/content", "k-1", comment("c-1", "hello"));

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/detail")).contains("was done");
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatIsNotAKey(String key) {
        Answer answer = post(caller(), "/api/v1/content", key, comment("c-1", "hello"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/detail")).contains("Idempotency-Key");
    }

    static Stream<String> refusesWhatIsNotAKey() {
        return Stream.of("\"\"", "a b", "a\tb", "k".repeat(256));
    }

    @Test
    void keepsNothingOfACallWithoutKey() {
        Caller caller = caller();
        caller.post("/api/v1/content", comment("c-1", "hello"));

        assertThat(kept(caller)).isZero();
    }

    private static Answer post(Caller caller, String path, String key, Object body) {
        return caller.send(caller.request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private void unfinished(Caller caller, String lease) {
        jdbc.sql("UPDATE idempotency_key SET status = NULL, lease_until = now() + ?::interval WHERE api_key_id = ?")
                .params(lease, apiKey(caller))
                .update();
    }

    private UUID apiKey(Caller caller) {
        return keys.authenticate(caller.key()).orElseThrow().id();
    }

    private int kept(Caller caller) {
        return jdbc.sql("SELECT count(*) FROM idempotency_key WHERE api_key_id = ?")
                .param(apiKey(caller))
                .query(Integer.class)
                .single();
    }

    private int feedback(ContentId id) {
        return jdbc.sql("SELECT count(*) FROM feedback WHERE content_id = ?")
                .param(id.value())
                .query(Integer.class)
                .single();
    }
}
