package io.moderato.content.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.content.store.Submission;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.moderato.request.Body;
import io.moderato.request.ContentIds;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Content over REST. */
@RestController
@RequestMapping(path = "/api/v1/content", produces = APPLICATION_JSON_VALUE)
@Tag(name = "Content", description = "The content that people post, and what was decided about it.")
class ContentController {
    private final Submissions submissions;
    private final ContentReading reading;

    ContentController(Submissions submissions, ContentReading reading) {
        this.submissions = submissions;
        this.reading = reading;
    }

    /** Stores one content and queues it for a decision. */
    @Operation(
            operationId = "submitContent",
            summary = "Submit a content",
            description =
                    "Stores the content and queues it for a decision. When you get the answer, the content is on disk and will be decided.")
    @ApiResponse(
            responseCode = "202",
            description = "Accepted",
            useReturnTypeSchema = true,
            headers = @Header(name = "Location", description = "Where to read it.", schema = @Schema(type = "string")))
    @NeedsScope(Scope.CONTENT_WRITE)
    @Refuses(value = ProblemKey.ERASED, when = "The content was erased.")
    @Refuses(value = ProblemKey.ALREADY_EXISTS, when = "Another author has used the externalId.")
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Several calls submit the same content at once.")
    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<Accepted> submit(@AuthenticationPrincipal ApiKey key, @Body ContentBody body) {
        Submission submission = submissions.submit(key.community(), body);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/content/" + submission.content().id()))
                .body(Accepted.of(submission));
    }

    /** Stores many contents. */
    @Operation(
            operationId = "submitContentBatch",
            summary = "Submit many contents",
            description =
                    "One outcome for each item, in order; a bad item does not fail the others. Counts as one call for the rate limit; its text counts in full.")
    @NeedsScope(Scope.CONTENT_WRITE)
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Several calls submit the same content at once.")
    @PostMapping(path = "/batch", consumes = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    BatchAnswer submitAll(@AuthenticationPrincipal ApiKey key, @Body ContentBatch body) {
        return submissions.submitAll(key.community(), body.items());
    }

    /** The newest revision with its decisions. */
    @Operation(
            operationId = "readContent",
            summary = "Read a content, its status and its decisions",
            description = "The newest revision, with all decisions about all revisions.")
    @NeedsScope(Scope.CONTENT_READ)
    @Refuses(value = ProblemKey.ERASED, when = "The content was erased.")
    @GetMapping("/{id}")
    ContentView read(@AuthenticationPrincipal ApiKey key, @PathVariable String id) {
        return reading.one(key.community(), ContentIds.parse(id));
    }

    /** Contents by the platform's own id or by their metadata. */
    @Operation(
            operationId = "findContents",
            summary = "Find contents by your own id or by metadata",
            description =
                    "Either the content with that externalId, or all contents whose metadata have all the values that are named, in the order in which they came. The newest revision of each, with all decisions about all revisions; an empty list if there is none.",
            parameters = {
                @Parameter(
                        name = "externalId",
                        in = ParameterIn.QUERY,
                        description = "Your own id of the content.",
                        example = "comment-4711",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "metadata.KEY",
                        in = ParameterIn.QUERY,
                        description =
                                "A value at the top of the metadata, as text; KEY stands for its key. Up to 5 of them, of which all have to match.",
                        example = "thread-4711",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "after",
                        in = ParameterIn.QUERY,
                        description = "The 'next' of an earlier answer; only with metadata.",
                        schema = @Schema(type = "string", format = "uuid")),
                @Parameter(
                        name = "limit",
                        in = ParameterIn.QUERY,
                        description = "How many contents at most; only with metadata.",
                        schema = @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "20"))
            })
    @NeedsScope(Scope.CONTENT_READ)
    @Refuses(value = ProblemKey.INVALID_FIELD, when = "A parameter cannot be taken, or nothing is asked for.")
    @GetMapping
    FoundContents find(@AuthenticationPrincipal ApiKey key, @Parameter(hidden = true) HttpServletRequest request) {
        return reading.find(key.community(), ContentQuestion.of(request));
    }
}
