package io.moderato.erasure.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.erasure.store.Erasure;
import io.moderato.erasure.store.ErasureWork;
import io.moderato.erasure.store.Erasures;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.moderato.request.Body;
import io.moderato.request.ContentIds;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Erasing contents, and all contents of an author, over REST. */
@RestController
@Tag(name = "Erasure", description = "Removing for good what people posted.")
class ErasureController {
    private static final Logger log = LoggerFactory.getLogger(ErasureController.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Erasures erasures;
    private final ErasureWork work;

    ErasureController(Erasures erasures, ErasureWork work) {
        this.erasures = erasures;
        this.work = work;
    }

    /** Erases a content. */
    @Operation(
            operationId = "eraseContent",
            summary = "Erase a content for good",
            description =
                    "Removes text, images, context, author and address of all revisions, and the words of reports, appeals, feedback and moderators about it; its cases close. Decisions stay as numbers, in the feed too, with your externalId. Afterwards every call about the content is answered 410, a submission under the same externalId too. Mostly DONE when this is answered; while RUNNING it goes on by itself.")
    @NeedsScope(Scope.ERASE)
    @Refuses(value = ProblemKey.ERASED, when = "The content is erased already.")
    @DeleteMapping(path = "/api/v1/content/{id}", produces = APPLICATION_JSON_VALUE)
    ErasureView erase(@AuthenticationPrincipal ApiKey key, @PathVariable String id) {
        UUID wanted = erasures.wantErased(key.community(), ContentIds.parse(id), by(key));
        log.info("Erasing content {} ({})", id, wanted);
        work.goOn(wanted, PATIENCE);
        return view(key, wanted);
    }

    /** Erases all contents of an author. */
    @Operation(
            operationId = "eraseAuthor",
            summary = "Erase an author",
            description =
                    "Erases all contents of the author in this community, each as by 'Erase a content', and the words of what the same person reported. It is done in the background, in small steps, and goes on after a crash; the same call again meanwhile is answered with the same erasure. What is posted after it is done is kept.")
    @ApiResponse(
            responseCode = "202",
            description = "Wanted",
            useReturnTypeSchema = true,
            headers =
                    @Header(
                            name = "Location",
                            description = "Where to read its state.",
                            schema = @Schema(type = "string")))
    @NeedsScope(Scope.ERASE)
    @PostMapping(path = "/api/v1/erasures", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<ErasureView> eraseAuthor(@AuthenticationPrincipal ApiKey key, @Body ErasureBody wanted) {
        Erasure erasure = erasures.wantErased(key.community(), wanted.authorId(), by(key));
        log.info("Erasing an author ({})", erasure.id());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/erasures/" + erasure.id()))
                .body(ErasureView.of(erasure));
    }

    /** How far an erasure is. */
    @Operation(
            operationId = "readErasure",
            summary = "Read how far an erasure is",
            description = "Its state, and how many contents are erased by now.")
    @NeedsScope(Scope.ERASE)
    @GetMapping(path = "/api/v1/erasures/{id}", produces = APPLICATION_JSON_VALUE)
    ErasureView read(@AuthenticationPrincipal ApiKey key, @PathVariable String id) {
        return view(key, ContentIds.uuid(id).orElseThrow(() -> ProblemException.notFound("erasure")));
    }

    private ErasureView view(ApiKey key, UUID id) {
        return erasures.find(key.community(), id)
                .map(ErasureView::of)
                .orElseThrow(() -> ProblemException.notFound("erasure"));
    }

    private static String by(ApiKey key) {
        return "key:" + key.name();
    }
}
