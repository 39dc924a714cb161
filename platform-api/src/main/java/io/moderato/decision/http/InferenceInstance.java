package io.moderato.decision.http;

import io.moderato.content.Content;
import io.moderato.decision.ModerationResult;
import io.moderato.operations.trace.Traces;
import io.moderato.trace.TraceParent;
import io.opentelemetry.api.trace.Span;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.List;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** One instance of the inference service. Thread-safe. */
final class InferenceInstance {
    private static final Duration LEFT_ALONE = Duration.ofSeconds(5);
    private static final String TOKEN_HEADER = "X-Internal-Token";
    private static final ParameterizedTypeReference<List<ModerationResult>> RESULTS =
            new ParameterizedTypeReference<>() {};

    private final RestClient client;
    private final String token;
    private volatile long leftAloneUntil = System.nanoTime();

    InferenceInstance(RestClient client, String token) {
        this.client = client;
        this.token = token;
    }

    /** Whether it could be reached the last time, or that is a while ago. */
    boolean isPromising() {
        return System.nanoTime() - leftAloneUntil >= 0;
    }

    /**
     * Its answer.
     *
     * @throws NotTaken            if it has not begun with the work, so that another instance can be asked
     * @throws RestClientException if it fails otherwise
     */
    List<ModerationResult> ask(String path, List<Content> contents) {
        try {
            List<ModerationResult> results = client.post()
                    .uri(path)
                    .header(TOKEN_HEADER, token)
                    .headers(InferenceInstance::goOnWithTrace)
                    .contentType(MediaType.APPLICATION_JSON)
                    .accept(MediaType.APPLICATION_JSON)
                    .body(contents)
                    .retrieve()
                    .body(RESULTS);
            if (results == null || results.size() != contents.size()) {
                throw new RestClientException("Not one result for each content");
            }
            return results;
        } catch (ResourceAccessException failed) {
            if (failed.getCause() instanceof ConnectException
                    || failed.getCause() instanceof HttpConnectTimeoutException) {
                leftAloneUntil = System.nanoTime() + LEFT_ALONE.toNanos();
                throw new NotTaken(failed);
            }
            throw failed;
        } catch (HttpServerErrorException failed) {
            throw failed.getStatusCode() == HttpStatus.SERVICE_UNAVAILABLE ? new NotTaken(failed) : failed;
        }
    }

    private static void goOnWithTrace(HttpHeaders headers) {
        TraceParent trace = Traces.placeOf(Span.current());
        if (trace != null) {
            headers.set(TraceParent.HEADER, trace.toString());
        }
    }

    /** The instance cannot be reached or is full. */
    static final class NotTaken extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotTaken(RestClientException cause) {
            super(cause);
        }
    }
}
