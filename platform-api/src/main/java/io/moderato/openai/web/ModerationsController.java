package io.moderato.openai.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.moderato.request.Body;
import io.moderato.request.UnknownFields;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/moderations}. */
@RestController
@Tag(name = "Moderations")
class ModerationsController {
    private final Input input;
    private final ServedModels models;
    private final Scoring scoring;

    ModerationsController(Input input, ServedModels models, Scoring scoring) {
        this.input = input;
        this.models = models;
        this.scoring = scoring;
    }

    /** Scores texts and images. Keeps nothing. */
    @Operation(
            operationId = "createModeration",
            summary = "Score texts and images",
            description =
                    "Decides by your community's policy, like /api/v1/moderate with store:false, and answers in the vendor's categories.")
    @NeedsScope(Scope.MODERATE)
    @Refuses(value = ProblemKey.NOT_FOUND, when = "The model that you name does not run.")
    @PostMapping(path = "/v1/moderations", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<ModerationsAnswer> moderate(
            @AuthenticationPrincipal ApiKey key, @Body(unknownFields = UnknownFields.IGNORED) ModerationsBody body) {
        long start = System.nanoTime();
        List<Item> items = input.items(body.input());
        ModerationsAnswer answer = scoring.answer(key.community(), items, models.wanted(body.model()));
        return ResponseEntity.ok()
                .header(
                        "openai-processing-ms",
                        Long.toString(
                                Duration.ofNanos(System.nanoTime() - start).toMillis()))
                .body(answer);
    }
}
