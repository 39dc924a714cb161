package io.moderato.operations.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.operations.answer.RequestIdFilter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

class RequestTraceFilterTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String RECORDED = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String NOT_RECORDED = "00-" + TRACE + "-b7ad6b7169203331-00";
    private static final FilterChain NOTHING = (request, response) -> {};

    private final Kept kept = new Kept();
    private final SdkTracerProvider spans = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(kept))
            .build();

    @Test
    void aCallerCannotMakeUsTrace() throws ServletException, IOException {
        for (int i = 0; i < 100; i++) {
            call(0, request("POST", RECORDED), NOTHING);
        }
        assertThat(kept.spans).isEmpty();

        for (int i = 0; i < 10_000; i++) {
            call(0.2, request("POST", RECORDED), NOTHING);
        }
        // ten standard deviations to either side
        assertThat(kept.spans).hasSizeBetween(1600, 2400);
    }

    @Test
    void goesOnWithTheTraceOfACallerWhetherOrNotThatOneRecordsIt() throws ServletException, IOException {
        call(1, request("POST", RECORDED), NOTHING);
        call(1, request("POST", NOT_RECORDED), NOTHING);
        call(1, request("POST", "no trace at all"), NOTHING);
        assertThat(kept.spans).extracting(SpanData::getTraceId).startsWith(TRACE, TRACE);
        assertThat(kept.spans.getFirst().getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(kept.spans.getLast().getTraceId()).isNotEqualTo(TRACE);
        assertThat(kept.spans.getLast().getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void namesTheRouteAndNotTheAddress() throws ServletException, IOException {
        MockHttpServletRequest request = request("GET", null);
        request.setRequestURI("/api/v1/content/4711");
        request.setQueryString("key=secret");
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/api/v1/content/{id}");
        request.setAttribute(RequestIdFilter.KEY, "r-1");
        call(1, request, NOTHING);
        SpanData span = kept.spans.getFirst();
        assertThat(span.getName()).isEqualTo("GET /api/v1/content/{id}");
        assertThat(span.getAttributes().asMap())
                .isEqualTo(Map.of(
                        TraceKeys.METHOD, "GET",
                        TraceKeys.ROUTE, "/api/v1/content/{id}",
                        TraceKeys.STATUS, 200L,
                        TraceKeys.REQUEST, "r-1"));
    }

    @Test
    void takesNoWordsOfACallerForAMethod() throws ServletException, IOException {
        call(1, request("I-AM-ANN", null), NOTHING);
        assertThat(kept.spans.getFirst().getName()).isEqualTo("_OTHER");
        assertThat(kept.spans.getFirst().toString()).doesNotContain("ANN");
    }

    @Test
    void isInLogLinesAndInWorkOnlyDuringTheRequest() throws ServletException, IOException {
        call(1, request("POST", RECORDED), (request, response) -> {
            assertThat(MDC.get(Traces.KEY)).isEqualTo(TRACE);
            assertThat(Span.current().getSpanContext().getTraceId()).isEqualTo(TRACE);
        });
        assertThat(MDC.get(Traces.KEY)).isNull();
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void aFailureIsNotedWithoutItsMessage() {
        assertThatThrownBy(() -> call(1, request("POST", null), (request, response) -> {
                    throw new IllegalStateException("Ann wrote: hello");
                }))
                .isInstanceOf(IllegalStateException.class);
        SpanData span = kept.spans.getFirst();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getAttributes().get(TraceKeys.ERROR)).isEqualTo(IllegalStateException.class.getName());
        assertThat(span.toString()).doesNotContain("Ann");
        assertThat(MDC.get(Traces.KEY)).isNull();
    }

    private void call(double sampling, MockHttpServletRequest request, FilterChain chain)
            throws ServletException, IOException {
        new RequestTraceFilter(new Traces(spans.get("test"), sampling))
                .doFilter(request, new MockHttpServletResponse(), chain);
    }

    private static MockHttpServletRequest request(String method, String traceParent) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/");
        if (traceParent != null) {
            request.addHeader("traceparent", traceParent);
        }
        return request;
    }

    private static final class Kept implements SpanExporter {
        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> exported) {
            spans.addAll(exported);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
