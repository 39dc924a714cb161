package io.moderato.appeal.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.appeal.store.Appeal;
import io.moderato.appeal.store.Appeals;
import io.moderato.content.store.Contents;
import io.moderato.idempotency.web.WordsOf;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Appeals over REST, which a platform lodges for its users. */
@RestController
@Tag(name = "Appeals", description = "Authors' complaints about decisions.")
class AppealController {
    private static final Logger log = LoggerFactory.getLogger(AppealController.class);

    private final Appeals appeals;
    private final Contents contents;

    AppealController(Appeals appeals, Contents contents) {
        this.appeals = appeals;
        this.contents = contents;
    }

    /** Lodges an appeal. */
    @Operation(
            operationId = "lodgeAppeal",
            summary = "Lodge an appeal for the content's author",
            description =
                    "Appeals against the decision in force about the newest revision. If that decision does not restrict the content, the appeal is against the moderator's decision that still restricts an earlier text of it. Each restricting decision can be appealed against once; an answer that upholds the decision is final. A person who did not make the decision will look at it.")
    @ApiResponse(
            responseCode = "201",
            description = "Lodged",
            useReturnTypeSchema = true,
            headers = @Header(name = "Location", description = "Where to read it.", schema = @Schema(type = "string")))
    @NeedsScope(Scope.APPEALS)
    @Refuses(value = ProblemKey.ERASED, when = "The content was erased.")
    @Refuses(
            value = ProblemKey.WRONG_STATE,
            when = "There is no decision that can be appealed against, or the time for an appeal is over.")
    @Refuses(value = ProblemKey.ALREADY_EXISTS, when = "There is an appeal already.")
    @PostMapping(
            path = "/api/v1/content/{id}/appeals",
            consumes = APPLICATION_JSON_VALUE,
            produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<AppealView> lodge(
            @AuthenticationPrincipal ApiKey key, @PathVariable String id, @Body AppealBody wanted) {
        Appeal appeal = appeals.lodge(key.community(), ContentIds.parse(id), wanted.authorId(), wanted.text());
        log.info("Received appeal {} about content {}", appeal.id(), appeal.content());
        WordsOf.note(appeal.content());
        return ResponseEntity.created(URI.create("/api/v1/appeals/" + appeal.id()))
                .body(AppealView.of(appeal));
    }

    /** The state of an appeal, and its answer. */
    @Operation(
            operationId = "readAppeal",
            summary = "Read an appeal and its answer",
            description = "The state of the appeal, and the answer once there is one.")
    @NeedsScope(Scope.APPEALS)
    @Refuses(value = ProblemKey.ERASED, when = "The content was erased.")
    @GetMapping(path = "/api/v1/appeals/{id}", produces = APPLICATION_JSON_VALUE)
    AppealView read(@AuthenticationPrincipal ApiKey key, @PathVariable String id) {
        return ContentIds.uuid(id)
                .flatMap(appeal -> appeals.find(key.community(), appeal))
                .map(appeal -> unlessErased(key, appeal))
                .orElseThrow(() -> ProblemException.notFound("appeal"));
    }

    private AppealView unlessErased(ApiKey key, Appeal appeal) {
        contents.require(key.community(), appeal.content());
        return AppealView.of(appeal);
    }
}
