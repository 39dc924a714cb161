package io.moderato.moderation.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.content.store.NewContent;
import io.moderato.decision.web.DecisionView;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.moderato.request.Body;
import io.moderato.request.BodyBinder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Synchronous decisions over REST. */
@RestController
@Tag(name = "Decisions")
class ModerateController {
    private final DirectModeration moderation;
    private final BodyBinder binder;

    ModerateController(DirectModeration moderation, BodyBinder binder) {
        this.moderation = moderation;
        this.binder = binder;
    }

    /** Decides now. */
    @Operation(
            operationId = "moderate",
            summary = "Decide now",
            description =
                    "Decides while you wait. With store:true (the default) the content is kept like a submitted one and needs externalId and author; with store:false nothing is kept and a text is enough. To keep content, the key also needs the scope content:write.")
    @NeedsScope(Scope.MODERATE)
    @Refuses(value = ProblemKey.ALREADY_EXISTS, when = "Another author has used the externalId.")
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Several calls submit the same content at once.")
    @PostMapping(path = "/api/v1/moderate", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    DecisionView moderate(@AuthenticationPrincipal ApiKey key, @Body ModerateBody body) {
        NewContent content = binder.checked(body.content(), "").submitted();
        if (!body.isKept()) {
            return DecisionView.ofUnkept(moderation.ask(key.community(), content));
        }
        if (!key.scopes().contains(Scope.CONTENT_WRITE)) {
            throw new ProblemException(
                    ProblemKey.NOT_ALLOWED,
                    "To keep content, a key needs the scope '%s', which this key does not have. Send \"store\": false to only ask."
                            .formatted(Scope.CONTENT_WRITE.key()));
        }
        return DecisionView.of(moderation.decide(key.community(), content));
    }
}
