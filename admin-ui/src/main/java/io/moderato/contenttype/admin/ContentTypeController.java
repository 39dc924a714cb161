package io.moderato.contenttype.admin;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.admin.AdminRequests;
import io.moderato.admin.AdminSurface;
import io.moderato.admin.ETag;
import io.moderato.admin.IfMatch;
import io.moderato.community.CommunityId;
import io.moderato.content.ContentType;
import io.moderato.contenttype.TypeSchema;
import io.moderato.contenttype.store.ContentTypes;
import io.moderato.contenttype.store.OwnType;
import io.moderato.contenttype.store.TypeVersions;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.moderato.request.Body;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
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

/** Types of contents over the Admin API. */
@RestController
@Tag(name = "Content types")
class ContentTypeController {
    private static final String ALL = AdminSurface.PREFIX + "/communities/{community}/content-types";
    private static final String ONE = ALL + "/{key}";

    private final ContentTypes types;
    private final TypeVersions versions;
    private final AdminRequests requests;

    ContentTypeController(ContentTypes types, TypeVersions versions, AdminRequests requests) {
        this.types = types;
        this.versions = versions;
        this.requests = requests;
    }

    /** The types of a community. */
    @Operation(
            operationId = "listContentTypes",
            summary = "List the content types of a community",
            description = "Those that it has defined, by key, the retired ones too.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = ALL, produces = APPLICATION_JSON_VALUE)
    ContentTypeView.Listed list(@AuthenticationPrincipal ApiKey key, @PathVariable String community) {
        return new ContentTypeView.Listed(
                types.of(requests.community(key, community).id()).stream()
                        .map(ContentTypeView::of)
                        .toList());
    }

    /** Defines a type. */
    @Operation(
            operationId = "createContentType",
            summary = "Define a content type",
            description = "It takes contents at once.")
    @NeedsScope(Scope.ADMIN_TYPES)
    @Refuses(value = ProblemKey.ALREADY_EXISTS, when = "There is a type of that key.")
    @Refuses(value = ProblemKey.WRONG_STATE, when = "The community has 100 types.")
    @PostMapping(path = ALL, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ContentTypeView> create(
            @AuthenticationPrincipal ApiKey key, @PathVariable String community, @Body ContentTypeBody body) {
        CommunityId id = requests.community(key, community).id();
        TypeSchema schema = ContentTypeBody.checked(body.schema());
        OwnType created = types.create(key, id, body.key(), body.name(), schema);
        URI address = URI.create(AdminSurface.PREFIX + "/communities/" + id + "/content-types/" + body.key());
        return tagged(ResponseEntity.created(address), created);
    }

    /** One type. */
    @Operation(
            operationId = "readContentType",
            summary = "Read a content type",
            description = "With the newest version of its schema.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = ONE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<ContentTypeView> read(
            @AuthenticationPrincipal ApiKey caller, @PathVariable String community, @PathVariable String key) {
        return tagged(
                ResponseEntity.ok(),
                types.find(requests.community(caller, community).id(), type(key))
                        .orElseThrow(ContentTypeController::unknown));
    }

    /** One version of its schema. */
    @Operation(
            operationId = "readContentTypeVersion",
            summary = "Read a version of a content type's schema",
            description = "Contents name the version that they were checked against; no version ever changes.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = ONE + "/versions/{version}", produces = APPLICATION_JSON_VALUE)
    ContentTypeView.Version version(
            @AuthenticationPrincipal ApiKey caller,
            @PathVariable String community,
            @PathVariable String key,
            @PathVariable String version) {
        int number = number(version);
        return versions.schema(requests.community(caller, community).id(), type(key), number)
                .map(schema -> new ContentTypeView.Version(number, TypeSchema.tree(schema)))
                .orElseThrow(() -> ProblemException.notFound("version of a content type"));
    }

    /** Changes a type. */
    @Operation(
            operationId = "changeContentType",
            summary = "Change a content type",
            description =
                    "Its name, its schema, and whether it is retired. Another schema is the next version; contents that are there keep theirs.")
    @NeedsScope(Scope.ADMIN_TYPES)
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Somebody changed it since you read it.")
    @PutMapping(path = ONE, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<ContentTypeView> change(
            @AuthenticationPrincipal ApiKey caller,
            @PathVariable String community,
            @PathVariable String key,
            @IfMatch int version,
            @Body ContentTypeBody.Change body) {
        CommunityId id = requests.community(caller, community).id();
        TypeSchema schema = ContentTypeBody.checked(body.schema());
        return tagged(
                ResponseEntity.ok(),
                types.change(caller, id, type(key), version, body.name(), schema, body.isRetired()));
    }

    /** Removes a type. */
    @Operation(
            operationId = "removeContentType",
            summary = "Remove a content type that no content uses",
            description = "One that contents use can be retired.")
    @NeedsScope(Scope.ADMIN_TYPES)
    @Refuses(value = ProblemKey.WRONG_STATE, when = "Contents use it.")
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Somebody changed it since you read it.")
    @DeleteMapping(path = ONE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            @AuthenticationPrincipal ApiKey caller,
            @PathVariable String community,
            @PathVariable String key,
            @IfMatch int version) {
        types.remove(caller, requests.community(caller, community).id(), type(key), version);
    }

    private static ContentType type(String key) {
        try {
            return new ContentType(key);
        } catch (IllegalArgumentException wrong) {
            throw unknown();
        }
    }

    private static int number(String version) {
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException wrong) {
            throw ProblemException.notFound("version of a content type");
        }
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("content type");
    }

    private static ResponseEntity<ContentTypeView> tagged(ResponseEntity.BodyBuilder answer, OwnType type) {
        return answer.eTag(ETag.of(type.editVersion())).body(ContentTypeView.of(type));
    }
}
