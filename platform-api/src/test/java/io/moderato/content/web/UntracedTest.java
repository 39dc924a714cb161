package io.moderato.content.web;

import static io.moderato.api.Caller.comment;
import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import io.moderato.operations.trace.Traces;
import io.moderato.trace.TraceParent;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Without an endpoint nothing is traced, whatever a caller sends. */
class UntracedTest extends ApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    private Traces traces;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Map<String, FilterRegistrationBean<?>> filters;

    @Test
    void nothingIsTracedWithoutAnEndpoint() {
        Caller caller = caller();
        Answer answer = caller.send(caller.request("/api/v1/content")
                .header("Content-Type", "application/json")
                .header(TraceParent.HEADER, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(comment("1", "hello")))));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(traces.isOn()).isFalse();
        assertThat(filters.get("requestTraceFilter").isEnabled()).isFalse();
        assertThat(jdbc.sql("SELECT count(*) FROM content WHERE id = ? AND trace_parent IS NULL")
                        .param(UUID.fromString(answer.text("/id")))
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("BatchSpanProcessor"));
    }
}
