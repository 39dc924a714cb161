package io.moderato.decision.internal;

import io.moderato.content.Content;
import io.moderato.decision.Moderation;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.pipeline.Pipeline;
import io.moderato.operations.trace.Traces;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.trace.TraceParent;
import io.opentelemetry.api.trace.SpanKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /internal/v1/moderate}: a JSON array of contents in, the array of their results out. {@code POST /internal/v1/score}: the
 * same for what all stages find, whatever an earlier one decided. {@code DELETE /internal/v1/results} empties the cache of results.
 */
@RestController
@RequestMapping("/internal/v1")
class InternalModeration {
    private static final Logger LOG = LoggerFactory.getLogger(InternalModeration.class);
    private static final TypeReference<List<Content>> CONTENTS = new TypeReference<>() {};

    private final Moderation moderation;
    private final Pipeline pipeline;
    private final InternalSettings settings;
    private final JsonMapper json;
    private final Traces traces;

    InternalModeration(
            Moderation moderation, Pipeline pipeline, InternalSettings settings, JsonMapper json, Traces traces) {
        this.moderation = moderation;
        this.pipeline = pipeline;
        this.settings = settings;
        this.json = json;
        this.traces = traces;
    }

    @PostMapping(path = "/moderate", consumes = "application/json", produces = "application/json")
    List<ModerationResult> moderate(
            InputStream body, @RequestHeader(name = TraceParent.HEADER, required = false) @Nullable String trace)
            throws IOException {
        List<Content> contents = read(body);
        return traced("POST /internal/v1/moderate", trace, () -> moderation.moderate(contents));
    }

    @PostMapping(path = "/score", consumes = "application/json", produces = "application/json")
    List<ModerationResult> score(
            InputStream body, @RequestHeader(name = TraceParent.HEADER, required = false) @Nullable String trace)
            throws IOException {
        List<Content> contents = read(body);
        return traced("POST /internal/v1/score", trace, () -> moderation.score(contents));
    }

    /** Whoever has the token is one of us, who has drawn the lot already. */
    private <T> T traced(String name, @Nullable String caller, Supplier<T> work) {
        return Traces.within(traces.after(TraceParent.parse(caller), SpanKind.SERVER, name), work);
    }

    /** Empties the cache of results. */
    @DeleteMapping("/results")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forgetResults() {
        pipeline.forgetResults();
        LOG.info("All cached results forgotten");
    }

    private List<Content> read(InputStream body) throws IOException {
        int limit = Math.toIntExact(settings.maxRequestSize().toBytes());
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new ProblemException(ProblemKey.TOO_LARGE, "The request is over its limit of " + limit + " bytes.");
        }
        try {
            List<Content> contents = json.readValue(bytes, CONTENTS);
            if (contents == null || contents.stream().anyMatch(InternalModeration::isIncomplete)) {
                throw new ProblemException(
                        ProblemKey.UNREADABLE_REQUEST,
                        "The request is a JSON array of contents, each with its community and text.");
            }
            return contents;
        } catch (JacksonException wrong) {
            throw new ProblemException(
                    ProblemKey.UNREADABLE_REQUEST, "The request is not a JSON array of contents.", null, wrong);
        }
    }

    /** Whether a required field is missing: JSON may leave out any field, whatever the types promise. */
    @SuppressWarnings("ConstantValue")
    private static boolean isIncomplete(Content content) {
        return content == null || content.community() == null || content.text() == null;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(ProblemException problem) {
        HttpStatus status = switch (problem.key().kind()) {
            case INVALID -> HttpStatus.BAD_REQUEST;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case GONE -> HttpStatus.GONE;
            case CONFLICT -> HttpStatus.CONFLICT;
            case UNPROCESSABLE -> HttpStatus.UNPROCESSABLE_CONTENT;
            case RATE_LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
            case OUT_OF_CAPACITY -> HttpStatus.SERVICE_UNAVAILABLE;
            case OURS -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
        if (status.is5xxServerError()) {
            LOG.warn("Moderating for another service failed: {}", problem.getMessage());
        }
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, String.valueOf(problem.getMessage()));
        detail.setProperty("key", problem.key().key());
        return ResponseEntity.status(status).body(detail);
    }
}
