package io.moderato.rules.admin;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.admin.AdminRequests;
import io.moderato.admin.AdminSurface;
import io.moderato.admin.ETag;
import io.moderato.admin.IfMatch;
import io.moderato.community.CommunityId;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.moderato.request.Body;
import io.moderato.rules.Blocklist;
import io.moderato.rules.store.Blocklists;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Blocklists over the Admin API. */
@RestController
@Tag(name = "Blocklists")
class BlocklistController {
    static final String ONE = AdminSurface.PREFIX + "/blocklists/{id}";
    private static final String OF_ONE = AdminSurface.PREFIX + "/communities/{community}/blocklists";

    private final Blocklists blocklists;
    private final AdminRequests requests;

    BlocklistController(Blocklists blocklists, AdminRequests requests) {
        this.blocklists = blocklists;
        this.requests = requests;
    }

    /** The lists of a community. */
    @Operation(
            operationId = "listBlocklists",
            summary = "List the blocklists of a community",
            description = "By name, without their terms.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = OF_ONE, produces = APPLICATION_JSON_VALUE)
    BlocklistView.Listed list(@AuthenticationPrincipal ApiKey key, @PathVariable String community) {
        CommunityId id = requests.community(key, community).id();
        return new BlocklistView.Listed(
                blocklists.of(id).stream().map(BlocklistView::of).toList());
    }

    /** Creates a list. */
    @Operation(
            operationId = "createBlocklist",
            summary = "Create a blocklist",
            description = "It is empty and in force; add terms to it.")
    @NeedsScope(Scope.ADMIN_RULES)
    @Refuses(value = ProblemKey.ALREADY_EXISTS, when = "The community has a list of that name.")
    @PostMapping(path = OF_ONE, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<BlocklistView> create(
            @AuthenticationPrincipal ApiKey key, @PathVariable String community, @Body BlocklistBody body) {
        CommunityId id = requests.community(key, community).id();
        Blocklist list = blocklists.create(key, id, body.name(), body.kind(), body.category(), body.action());
        return tagged(ResponseEntity.created(URI.create(AdminSurface.PREFIX + "/blocklists/" + list.id())), list);
    }

    /** One list. */
    @Operation(operationId = "readBlocklist", summary = "Read a blocklist", description = "Without its terms.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = ONE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<BlocklistView> read(@AuthenticationPrincipal ApiKey key, @PathVariable String id) {
        return tagged(ResponseEntity.ok(), find(key, AdminRequests.id(id, "blocklist")));
    }

    /** Changes a list. */
    @Operation(
            operationId = "changeBlocklist",
            summary = "Change a blocklist",
            description = "Its name, what a match does, and whether it is in force.")
    @NeedsScope(Scope.ADMIN_RULES)
    @Refuses(value = ProblemKey.ALREADY_EXISTS, when = "The community has another list of that name.")
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Somebody changed it since you read it.")
    @PutMapping(path = ONE, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<BlocklistView> change(
            @AuthenticationPrincipal ApiKey key,
            @PathVariable String id,
            @IfMatch int version,
            @Body BlocklistBody.Change body) {
        UUID list = AdminRequests.id(id, "blocklist");
        blocklists.change(key, list, version, body.name(), body.action(), body.enabled());
        return tagged(ResponseEntity.ok(), find(key, list));
    }

    /** Removes a list. */
    @Operation(
            operationId = "removeBlocklist",
            summary = "Remove a blocklist with all its terms",
            description = "Decisions that it made stay as they are.")
    @NeedsScope(Scope.ADMIN_RULES)
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Somebody changed it since you read it.")
    @DeleteMapping(path = ONE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@AuthenticationPrincipal ApiKey key, @PathVariable String id, @IfMatch int version) {
        blocklists.remove(key, AdminRequests.id(id, "blocklist"), version);
    }

    private Blocklist find(ApiKey key, UUID id) {
        return blocklists
                .find(id)
                .filter(list -> key.administers(list.community()))
                .orElseThrow(() -> ProblemException.notFound("blocklist"));
    }

    private static ResponseEntity<BlocklistView> tagged(ResponseEntity.BodyBuilder answer, Blocklist list) {
        return answer.eTag(ETag.of(list.editVersion())).body(BlocklistView.of(list));
    }
}
