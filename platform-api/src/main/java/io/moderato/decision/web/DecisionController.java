package io.moderato.decision.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.decision.store.Decisions;
import io.moderato.decision.store.FeedCursor;
import io.moderato.decision.store.FeedPage;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The decisions feed over REST. */
@RestController
@Tag(name = "Decisions", description = "Deciding now, and the feed of all decisions.")
class DecisionController {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 500;
    private static final Set<String> PARAMETERS = Set.of("after", "limit");

    private final Decisions decisions;

    DecisionController(Decisions decisions) {
        this.decisions = decisions;
    }

    /** The decisions after a place. */
    @Operation(
            operationId = "readDecisions",
            summary = "Read the decisions feed",
            description =
                    "All decisions of the community, in an order that never changes. Start without 'after', then go on with the 'next' of the last answer; an empty page means that nothing new was decided.")
    @NeedsScope(Scope.CONTENT_READ)
    @Refuses(value = ProblemKey.INVALID_FIELD, when = "'after' or 'limit' is not valid.")
    @GetMapping(path = "/api/v1/decisions", produces = APPLICATION_JSON_VALUE)
    FeedView feed(
            @AuthenticationPrincipal ApiKey key,
            @Parameter(description = "The 'next' of an earlier answer.", example = "8123-4711")
                    @RequestParam(required = false)
                    @Nullable
                    String after,
            @Parameter(
                            description = "The most decisions in the answer.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "100"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(hidden = true) HttpServletRequest request) {
        for (String name : request.getParameterMap().keySet()) {
            if (!PARAMETERS.contains(name)) {
                throw ProblemException.invalidField(
                        "", "There is no query parameter with that name. The parameters are 'after' and 'limit'.");
            }
        }
        FeedCursor place = after == null ? FeedCursor.START : FeedCursor.parse(after);
        FeedPage page = decisions.feed(key.community(), place, limit == null ? DEFAULT_LIMIT : limit(limit));
        return new FeedView(
                page.decisions().stream().map(DecisionView::of).toList(),
                page.next().toString());
    }

    private static int limit(String text) {
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        }
        throw ProblemException.invalidField("/limit", "'limit' is a number from 1 to 500.");
    }
}
