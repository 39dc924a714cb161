package io.moderato.openai.admin;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.admin.AdminRequests;
import io.moderato.admin.AdminSurface;
import io.moderato.admin.IfMatch;
import io.moderato.community.CommunityId;
import io.moderato.openai.store.CategoryMapping;
import io.moderato.openai.store.CategoryMappings;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.moderato.request.Body;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a community reports as OpenAI's categories, over the Admin API. */
@RestController
@Tag(name = "Mappings")
class MappingController {
    private static final String MAPPING = AdminSurface.PREFIX + "/communities/{community}/openai-mapping";

    private final CategoryMappings mappings;
    private final AdminRequests requests;

    MappingController(CategoryMappings mappings, AdminRequests requests) {
        this.mappings = mappings;
        this.requests = requests;
    }

    /** The mapping that counts. */
    @Operation(
            operationId = "readMapping",
            summary = "Read the mapping to OpenAI's categories",
            description = "The community's own, or the default.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = MAPPING, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<MappingView> read(@AuthenticationPrincipal ApiKey key, @PathVariable String community) {
        return tagged(requests.community(key, community).id());
    }

    /** Chooses another. */
    @Operation(
            operationId = "chooseMapping",
            summary = "Choose the mapping to OpenAI's categories",
            description = "In force from the next answer on.")
    @NeedsScope(Scope.ADMIN_MAPPINGS)
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Somebody changed the community since you read it.")
    @PutMapping(path = MAPPING, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<MappingView> choose(
            @AuthenticationPrincipal ApiKey key,
            @PathVariable String community,
            @IfMatch int version,
            @Body MappingBody body) {
        return chosen(key, community, version, body.mapping());
    }

    /** Goes back to the default. */
    @Operation(
            operationId = "resetMapping",
            summary = "Go back to the default mapping",
            description = "A better default then reaches the community.")
    @NeedsScope(Scope.ADMIN_MAPPINGS)
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Somebody changed the community since you read it.")
    @DeleteMapping(path = MAPPING, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<MappingView> reset(
            @AuthenticationPrincipal ApiKey key, @PathVariable String community, @IfMatch int version) {
        return chosen(key, community, version, null);
    }

    private ResponseEntity<MappingView> chosen(
            ApiKey key, String community, int version, @Nullable CategoryMapping mapping) {
        CommunityId id = requests.community(key, community).id();
        mappings.choose(key, id, version, mapping);
        return tagged(id);
    }

    private ResponseEntity<MappingView> tagged(CommunityId community) {
        MappingView view =
                MappingView.of(mappings.of(community).orElseThrow(() -> ProblemException.notFound("community")));
        return ResponseEntity.ok().eTag(view.etag()).body(view);
    }
}
