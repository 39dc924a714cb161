package io.moderato.decision.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.decision.store.DecisionFeed;
import io.moderato.decision.store.FeedCursor;
import io.moderato.decision.store.FeedPage;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.moderato.request.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
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
    private static final String NOW = "now";

    private final DecisionFeed feed;
    private final DecisionViews views;

    DecisionController(DecisionFeed feed, DecisionViews views) {
        this.feed = feed;
        this.views = views;
    }

    /** The decisions after a place. */
    @Operation(
            operationId = "readDecisions",
            summary = "Read the decisions feed",
            description =
                    "All decisions of the community, in an order that never changes. Start with 'since', or with neither for the first decision, then go on with the 'next' of the last answer as 'after'; an empty page means that nothing new was decided. Compressed if you accept gzip.")
    @NeedsScope(Scope.CONTENT_READ)
    @Refuses(value = ProblemKey.INVALID_FIELD, when = "'after', 'since' or 'limit' cannot be taken.")
    @Refuses(
            value = ProblemKey.CURSOR_OUTDATED,
            when =
                    "'after' is ahead of this feed: the database was restored, or is another one. Start again with 'since'.")
    @GetMapping(path = "/api/v1/decisions", produces = APPLICATION_JSON_VALUE)
    FeedView feed(
            @AuthenticationPrincipal ApiKey key,
            @Parameter(description = "The 'next' of an earlier answer.", example = "8123-4711")
                    @RequestParam(required = false)
                    @Nullable
                    String after,
            @Parameter(
                            description =
                                    "Where to begin instead of at the first decision: a time (RFC 3339; a few decisions from just before may come, too), or 'now' for what is decided from now on.",
                            example = "2026-11-21T18:30:00Z")
                    @RequestParam(required = false)
                    @Nullable
                    String since,
            @Parameter(
                            description = "How many decisions at most.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "100"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(hidden = true) HttpServletRequest request) {
        QueryParameters.refuseOthers(request, "after", "since", "limit");
        if (after != null && since != null) {
            throw ProblemException.invalidField(
                    "/since", "Send either 'after' to go on or 'since' to begin, not both.");
        }
        int most = QueryParameters.number("limit", limit, DEFAULT_LIMIT, MAX_LIMIT);
        FeedCursor place = since == null
                ? after == null ? FeedCursor.START : FeedCursor.parse(after)
                : since.equals(NOW) ? feed.now() : feed.since(key.community(), time(since));
        FeedPage page = feed.after(key.community(), place, most);
        return new FeedView(
                page.entries().stream()
                        .map(entry -> views.of(entry.decision(), entry.externalId()))
                        .toList(),
                page.next().toString());
    }

    private static Instant time(String since) {
        return QueryParameters.time(
                "since",
                since,
                "'since' is 'now' or a time as RFC 3339 writes it, such as 2026-11-21T18:30:00Z. In an address, '+' is written %2B.");
    }
}
