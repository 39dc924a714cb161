package io.moderato.moderation.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.content.store.NewContent;
import io.moderato.content.web.SubmittedContents;
import io.moderato.decision.web.DecisionView;
import io.moderato.decision.web.DecisionViews;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.moderato.request.Body;
import io.moderato.request.BodyBinder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Synchronous decisions over REST. */
@RestController
@Tag(name = "Decisions")
class ModerateController {
    private final DirectModeration moderation;
    private final ManyModerations many;
    private final DecisionViews views;
    private final BodyBinder binder;
    private final SubmittedContents contents;

    ModerateController(
            DirectModeration moderation,
            ManyModerations many,
            DecisionViews views,
            BodyBinder binder,
            SubmittedContents contents) {
        this.moderation = moderation;
        this.many = many;
        this.views = views;
        this.binder = binder;
        this.contents = contents;
    }

    /** Decides now. */
    @Operation(
            operationId = "moderate",
            summary = "Decide now, about one content or up to 100",
            description =
                    "Decides while you wait. With store:true (the default) the content is kept like a submitted one and needs externalId and author; with store:false nothing is kept and a text is enough. Keeping content needs a key that has the scope content:write, too. With items, each item gets a decision or an error, in order; a bad item does not fail the others.")
    @ApiResponse(
            responseCode = "200",
            description = "A decision; with items, one outcome for each.",
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(oneOf = {DecisionView.class, ModerateAnswers.class})))
    @NeedsScope(Scope.MODERATE)
    @Refuses(value = ProblemKey.ERASED, when = "The content of that externalId was erased.")
    @Refuses(value = ProblemKey.ALREADY_EXISTS, when = "Another author has used the externalId.")
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Several calls submit the same content at once.")
    @PostMapping(path = "/api/v1/moderate", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    Object moderate(@AuthenticationPrincipal ApiKey key, @Body ModerateBody body) {
        if (body.items() != null) {
            if (body.hasContentOfItsOwn()) {
                throw ProblemException.invalidField(
                        "/items",
                        "Send either items or one content, not both. Each item says for itself whether to store it.");
            }
            return many.decide(key, body.items());
        }
        NewContent content =
                contents.of(key.community()).content(binder.checked(body.content(), ""), "", body.isKept());
        if (!body.isKept()) {
            return views.ofUnkept(
                    key.community(),
                    moderation.ask(key.community(), List.of(content)).getFirst());
        }
        refuseToKeepWithoutScope(key, body);
        return switch (moderation.decide(key.community(), List.of(content)).getFirst()) {
            case DirectModeration.Answer.Decided decided -> views.of(decided.decision(), decided.externalId());
            case DirectModeration.Answer.Refused refused -> throw refused.why();
        };
    }

    /**
     * Does nothing if the key may have the content kept, or if it is not to be kept.
     *
     * @throws ProblemException NOT_ALLOWED otherwise
     */
    static void refuseToKeepWithoutScope(ApiKey key, ModerateBody body) {
        if (body.isKept() && !key.scopes().contains(Scope.CONTENT_WRITE)) {
            throw new ProblemException(
                    ProblemKey.NOT_ALLOWED,
                    "To keep content, a key needs the scope '%s', which this key does not have. Send \"store\": false to only ask."
                            .formatted(Scope.CONTENT_WRITE.key()));
        }
    }
}
