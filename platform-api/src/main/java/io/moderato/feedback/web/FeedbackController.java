package io.moderato.feedback.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.content.ContentId;
import io.moderato.feedback.store.FeedbackLog;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.moderato.request.Body;
import io.moderato.request.ContentIds;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Clients' corrections over REST. */
@RestController
@Tag(name = "Feedback", description = "Corrections of automatic decisions.")
class FeedbackController {
    private static final Logger log = LoggerFactory.getLogger(FeedbackController.class);

    private final FeedbackLog feedback;

    FeedbackController(FeedbackLog feedback) {
        this.feedback = feedback;
    }

    /** Keeps a correction. */
    @Operation(
            operationId = "giveFeedback",
            summary = "Correct an automatic decision",
            description =
                    "Says what should have been decided about the newest revision. It changes no decision; error rates and training use it. One correction by clients stands about a decision: a later one takes the place of the earlier.")
    @NeedsScope(Scope.FEEDBACK)
    @Refuses(value = ProblemKey.ERASED, when = "The content was erased.")
    @Refuses(value = ProblemKey.WRONG_STATE, when = "There is no decision about the content yet.")
    @PostMapping(
            path = "/api/v1/content/{id}/feedback",
            consumes = APPLICATION_JSON_VALUE,
            produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    FeedbackView give(@AuthenticationPrincipal ApiKey key, @PathVariable String id, @Body FeedbackBody wanted) {
        ContentId content = ContentIds.parse(id);
        UUID kept = feedback.fromClient(
                key.community(),
                content,
                wanted.outcome().outcome(),
                wanted.distinctCategories(),
                wanted.note(),
                "key:" + key.name());
        log.info("Received feedback {} about content {}", kept, content);
        return new FeedbackView(kept, content);
    }
}
