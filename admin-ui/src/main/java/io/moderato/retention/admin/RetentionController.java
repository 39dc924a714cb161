package io.moderato.retention.admin;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.admin.AdminRequests;
import io.moderato.admin.AdminSurface;
import io.moderato.admin.IfMatch;
import io.moderato.community.CommunityId;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.moderato.request.Body;
import io.moderato.retention.store.Retentions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** How long a community keeps its contents, over the Admin API. */
@RestController
@Tag(name = "Retention")
class RetentionController {
    private static final String RETENTION = AdminSurface.PREFIX + "/communities/{community}/retention";

    private final Retentions retentions;
    private final AdminRequests requests;

    RetentionController(Retentions retentions, AdminRequests requests) {
        this.retentions = retentions;
        this.requests = requests;
    }

    /** The times that count. */
    @Operation(
            operationId = "readRetention",
            summary = "Read how long contents are kept",
            description = "The community's own times, and the usual ones, which count where it has none.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = RETENTION, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<RetentionView> read(@AuthenticationPrincipal ApiKey key, @PathVariable String community) {
        return tagged(requests.community(key, community).id());
    }

    /** Chooses others. */
    @Operation(
            operationId = "chooseRetention",
            summary = "Choose how long contents are kept",
            description =
                    "What is over by the new times is deleted within the hour, with its decisions, and does not come back.")
    @NeedsScope(Scope.ADMIN_COMMUNITIES)
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Somebody changed the community since you read it.")
    @PutMapping(path = RETENTION, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<RetentionView> choose(
            @AuthenticationPrincipal ApiKey key,
            @PathVariable String community,
            @IfMatch int version,
            @Body RetentionBody body) {
        CommunityId id = requests.community(key, community).id();
        retentions.choose(key, id, version, body.times());
        return tagged(id);
    }

    private ResponseEntity<RetentionView> tagged(CommunityId community) {
        RetentionView view = RetentionView.of(
                retentions.of(community).orElseThrow(() -> ProblemException.notFound("community")), retentions.usual());
        return ResponseEntity.ok().eTag(view.etag()).body(view);
    }
}
