package io.moderato.community.admin;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.admin.AdminRequests;
import io.moderato.admin.AdminSurface;
import io.moderato.admin.ETag;
import io.moderato.admin.IfMatch;
import io.moderato.community.Community;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.moderato.request.Body;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Communities over the Admin API. */
@RestController
@Tag(name = "Communities")
class CommunityController {
    private static final String ALL = AdminSurface.PREFIX + "/communities";
    private static final String ONE = ALL + "/{community}";

    private final Communities communities;
    private final AdminRequests requests;

    CommunityController(Communities communities, AdminRequests requests) {
        this.communities = communities;
        this.requests = requests;
    }

    /** Those that the key administers. */
    @Operation(
            operationId = "listCommunities",
            summary = "List the communities that the key administers",
            description = "All of them, or the one that the key belongs to, by id.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = ALL, produces = APPLICATION_JSON_VALUE)
    CommunityList list(@AuthenticationPrincipal ApiKey key) {
        return new CommunityList(communities.all().stream()
                .filter(community -> key.administers(community.id()))
                .map(CommunityView::of)
                .toList());
    }

    /** One of them. */
    @Operation(operationId = "readCommunity", summary = "Read a community", description = "Its names.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = ONE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<CommunityView> read(@AuthenticationPrincipal ApiKey key, @PathVariable String community) {
        return tagged(ResponseEntity.ok(), requests.community(key, community));
    }

    /** Creates one. */
    @Operation(
            operationId = "createCommunity",
            summary = "Create a community",
            description = "It begins under the default policy. Needs a key for all communities.")
    @NeedsScope(Scope.ADMIN_COMMUNITIES)
    @Refuses(value = ProblemKey.ALREADY_EXISTS, when = "The id is taken.")
    @PostMapping(path = ALL, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<CommunityView> create(@AuthenticationPrincipal ApiKey key, @Body CommunityBody body) {
        CommunityId id = new CommunityId(body.id());
        communities.create(key, id, body.name());
        return tagged(
                ResponseEntity.created(URI.create(ALL + "/" + id)),
                communities.find(id).orElseThrow());
    }

    /** Renames one. */
    @Operation(operationId = "changeCommunity", summary = "Rename a community", description = "Its id stays.")
    @NeedsScope(Scope.ADMIN_COMMUNITIES)
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Somebody changed it since you read it.")
    @PutMapping(path = ONE, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<CommunityView> change(
            @AuthenticationPrincipal ApiKey key,
            @PathVariable String community,
            @IfMatch int version,
            @Body CommunityBody.Change body) {
        CommunityId id = requests.community(key, community).id();
        communities.rename(key, id, version, body.name());
        return tagged(ResponseEntity.ok(), communities.find(id).orElseThrow());
    }

    private static ResponseEntity<CommunityView> tagged(ResponseEntity.BodyBuilder answer, Community community) {
        return answer.eTag(ETag.of(community.editVersion())).body(CommunityView.of(community));
    }

    record CommunityList(List<CommunityView> communities) {}
}
