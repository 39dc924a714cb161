package io.moderato.perspective.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.request.Body;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The vendor's methods. */
@RestController
@Tag(name = "Comments")
class PerspectiveController {
    private final Analysis analysis;
    private final Suggesting suggesting;

    PerspectiveController(Analysis analysis, Suggesting suggesting) {
        this.analysis = analysis;
        this.suggesting = suggesting;
    }

    /** Scores a comment. */
    @Operation(
            operationId = "analyzeComment",
            summary = "Score a comment",
            description = "Scores a comment while you wait. Nothing of it is stored, whatever doNotStore says.")
    @NeedsScope(Scope.ANALYZE)
    @PostMapping(
            path = "/v1alpha1/comments:analyze",
            consumes = APPLICATION_JSON_VALUE,
            produces = APPLICATION_JSON_VALUE)
    AnalyzeAnswer analyze(@AuthenticationPrincipal ApiKey key, @Body AnalyzeBody body) {
        return analysis.of(key.community(), body);
    }

    /** Keeps suggested scores. */
    @Operation(
            operationId = "suggestCommentScore",
            summary = "Suggest scores for a comment",
            description =
                    "Keeps the comment and the suggested scores until a moderator accepts or refuses them, unless doNotStore is true. They change no score by themselves.")
    @NeedsScope(Scope.SUGGEST)
    @PostMapping(
            path = "/v1alpha1/comments:suggestscore",
            consumes = APPLICATION_JSON_VALUE,
            produces = APPLICATION_JSON_VALUE)
    SuggestAnswer suggest(@AuthenticationPrincipal ApiKey key, @Body SuggestBody body) {
        return suggesting.of(key, body);
    }
}
