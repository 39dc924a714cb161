package io.moderato.content.web;

import static io.moderato.api.Caller.comment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import io.moderato.content.ContentId;
import io.moderato.decision.Outcome;
import io.moderato.embedded.Statements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DirtiesContext
@Import(MetadataApiTest.Heard.class)
class MetadataApiTest extends ApiTest {
    private static final Statements STATEMENTS = new Statements();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TestConfiguration
    static class Heard {
        @Bean
        static BeanPostProcessor heardStatements() {
            return new BeanPostProcessor() {
                @Override
                public @Nullable Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource source && name.equals("dataSource")
                            ? STATEMENTS.heard(source)
                            : bean;
                }
            };
        }
    }

    @Test
    void keepsWhatIsNotedAndFindsContentsByIt() {
        Caller caller = caller();
        post(caller, "a", Map.of("thread", "t 1", "sold", true, "price", 1.5, "deep", Map.of("er", List.of(1, "x"))));
        post(caller, "b", Map.of("thread", "t 1", "sold", false));
        post(caller, "c", Map.of("thread", "t 2"));
        caller.post("/api/v1/content", comment("d", "nothing is noted"));

        assertThat(found(caller, "metadata.thread=t%201")).containsExactly("a", "b");
        assertThat(found(caller, "metadata.thread=t%201&metadata.sold=true")).containsExactly("a");
        assertThat(found(caller, "metadata.price=1.5")).containsExactly("a");
        assertThat(found(caller, "metadata.thread=t")).isEmpty();
        assertThat(found(caller, "metadata.deep=x")).isEmpty();
        assertThat(found(caller(), "metadata.thread=t%201")).isEmpty();
        assertThat(caller.get("/api/v1/content?externalId=a").json().at("/contents/0/metadata"))
                .isEqualTo(
                        JSON.readTree("{\"deep\":{\"er\":[1,\"x\"]},\"price\":1.5,\"sold\":true,\"thread\":\"t 1\"}"));
        assertThat(caller.get("/api/v1/content?externalId=d")
                        .json()
                        .at("/contents/0")
                        .has("metadata"))
                .isFalse();
    }

    @Test
    void isOneForAllRevisionsAndJudgedByNobody() {
        Caller caller = caller();
        Answer first = post(caller, "a", Map.of("thread", "1"));
        Answer noted = post(caller, "a", Map.of("thread", "2"));
        caller.post("/api/v1/content", comment("a", "another text"));

        assertThat(noted.json().at("/revision").asInt()).isEqualTo(1);
        assertThat(noted.text("/id")).isEqualTo(first.text("/id"));
        assertThat(found(caller, "metadata.thread=1")).isEmpty();
        assertThat(found(caller, "metadata.thread=2")).containsExactly("a");
        Map<String, Object> emptied = new HashMap<>(comment("a", "another text"));
        emptied.put("metadata", Map.of());
        caller.post("/api/v1/content", emptied);
        assertThat(found(caller, "metadata.thread=2")).isEmpty();
        assertThat(caller.get("/api/v1/content?externalId=a")
                        .json()
                        .at("/contents/0")
                        .has("metadata"))
                .isFalse();
    }

    @Test
    void goesWithAnErasedContent() {
        Caller caller = caller();
        String id = post(caller, "a", Map.of("thread", "1")).text("/id");
        caller.send(caller.request("/api/v1/content/" + id).DELETE());

        assertThat(found(caller, "metadata.thread=1")).isEmpty();
    }

    @Test
    void goesOnFromPageToPage() {
        Caller caller = caller();
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            items.add(noted("p-" + i, Map.of("page", "yes")));
        }
        caller.post("/api/v1/content/batch", Map.of("items", items));
        List<String> read = new ArrayList<>();
        String after = "";
        int pages = 0;
        do {
            JsonNode page = caller.get("/api/v1/content?metadata.page=yes&limit=3" + after)
                    .json();
            page.at("/contents").forEach(each -> read.add(each.at("/externalId").asString()));
            after = page.has("next") ? "&after=" + page.at("/next").asString() : "";
            pages++;
        } while (!after.isEmpty() && pages < 10);

        assertThat(read).hasSize(7).doesNotHaveDuplicates();
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void asksAsManyStatementsForFiftyContentsAsForOne() {
        Caller caller = caller();
        for (int i = 0; i < 50; i++) {
            ContentId id = ContentId.parse(
                    post(caller, "s-" + i, Map.of("many", "yes")).text("/id"));
            if (i % 5 == 0) {
                decide(id, 1, Outcome.REJECT);
            }
        }
        post(caller, "s-one", Map.of("one", "yes"));

        int one = statements(caller, "/api/v1/content?metadata.one=yes");
        int many = statements(caller, "/api/v1/content?metadata.many=yes&limit=100");
        statements(caller, "/api/v1/decisions");
        assertThat(many).isEqualTo(one).isBetween(3, 8);
        assertThat(statements(caller, "/api/v1/decisions?limit=500"))
                .isEqualTo(statements(caller, "/api/v1/decisions?limit=1"))
                .isBetween(1, 2);
    }

    private static int statements(Caller caller, String path) {
        // the key is remembered, and so are the thresholds, after the first call
        assertThat(caller.get(path).status()).isEqualTo(200);
        STATEMENTS.forget();
        assertThat(caller.get(path).status()).isEqualTo(200);
        return (int) STATEMENTS.by(thread -> thread.contains("-exec-")).stream()
                .filter(sql -> !sql.contains("FROM api_key"))
                .count();
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatItCannotKeep(String metadata, int status, String words) {
        Answer answer = caller().post(
                        "/api/v1/content",
                        "{\"externalId\":\"e\",\"author\":{\"id\":\"a\"},\"text\":\"x\",\"metadata\":" + metadata
                                + "}");

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        if (status != 202) {
            assertThat(answer.text("/pointer")).isEqualTo("/metadata");
            assertThat(answer.text("/detail")).contains(words);
        }
    }

    static Stream<Arguments> refusesWhatItCannotKeep() {
        StringBuilder keys = new StringBuilder("{\"k0\":0");
        for (int i = 1; i <= 50; i++) {
            keys.append(",\"k").append(i).append("\":").append(i);
        }
        return Stream.of(
                arguments("[]", 400, "Expected an object"),
                arguments("\"x\"", 400, "Expected an object"),
                arguments("{\"a.b\":1}", 400, "letters, digits"),
                arguments("{\"\":1}", 400, "letters, digits"),
                arguments("{\"" + "k".repeat(51) + "\":1}", 400, "1 to 50"),
                arguments(keys + "}", 400, "at most 50"),
                arguments("{\"k\":\"" + "x".repeat(8190) + "\"}", 400, "8,192 bytes"),
                arguments("{\"k\":\"a\\u0000\"}", 400, "U+0000"),
                arguments("{\"k\":\"a\\ud800\"}", 400, "half a character"),
                arguments("{\"k\":{\"a\\u0000\":1}}", 400, "U+0000"),
                arguments("{\"k\":1e400}", 400, "too large"),
                arguments("{\"k\":[[[[[1]]]]]}", 400, "5 levels"),
                arguments("{\"k\":[[[[1]]]]}", 202, ""),
                arguments("{\"k\":" + "9".repeat(300) + "}", 202, ""),
                arguments("{\"k\":null}", 202, ""),
                arguments("{\"k\":\"" + "x".repeat(5000) + "\"}", 202, ""),
                arguments("null", 202, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "metadata.=x, letters",
        "metadata.a.b=x, letters",
        "metadata.a=1&metadata.a=2, twice",
        "metadata.a=1&externalId=e, Send it alone",
        "metadata.a=1&after=x, earlier answer",
        "metadata.a=1&limit=101, 1 to 100",
        "externalId=e&limit=5, Send it alone",
        "limit=5, missing",
        "metadata.a=1&metadata.b=1&metadata.c=1&metadata.d=1&metadata.e=1&metadata.f=1, at most 5",
        "metadata=x, Known are"
    })
    void refusesAQuestionThatItCannotTake(String query, String words) {
        Answer answer = caller().get("/api/v1/content?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/detail")).contains(words);
    }

    private static Answer post(Caller caller, String externalId, Map<String, Object> metadata) {
        return caller.post("/api/v1/content", noted(externalId, metadata));
    }

    private static Map<String, Object> noted(String externalId, Map<String, Object> metadata) {
        Map<String, Object> body = new HashMap<>(comment(externalId, "some text"));
        body.put("metadata", metadata);
        return body;
    }

    private static List<String> found(Caller caller, String query) {
        List<String> found = new ArrayList<>();
        caller.get("/api/v1/content?" + query)
                .json()
                .at("/contents")
                .forEach(each -> found.add(each.at("/externalId").asString()));
        return found;
    }
}
