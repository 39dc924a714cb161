package io.moderato.access.admin;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.NewKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.admin.AdminRequests;
import io.moderato.admin.AdminSurface;
import io.moderato.admin.ETag;
import io.moderato.admin.IfMatch;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.moderato.request.Body;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
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

/** Keys over the Admin API. */
@RestController
@Tag(
        name = "Keys",
        description = "A key grants no more than it holds, and only in the communities that it administers.")
class KeyController {
    private static final Logger log = LoggerFactory.getLogger(KeyController.class);
    private static final String FOR_ALL = AdminSurface.PREFIX + "/keys";
    private static final String OF_ONE = AdminSurface.PREFIX + "/communities/{community}/keys";
    private static final String KEY = FOR_ALL + "/{id}";

    private final ApiKeys keys;
    private final AdminRequests requests;

    KeyController(ApiKeys keys, AdminRequests requests) {
        this.keys = keys;
        this.requests = requests;
    }

    /** The caller's own. */
    @Operation(
            operationId = "readOwnKey",
            summary = "Read the key that calls",
            description = "What it may do, and in which community.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = AdminSurface.PREFIX + "/key", produces = APPLICATION_JSON_VALUE)
    KeyView own(@AuthenticationPrincipal ApiKey key) {
        return KeyView.of(key);
    }

    /** The keys of a community. */
    @Operation(
            operationId = "listKeys",
            summary = "List the keys of a community",
            description = "Those that are not revoked, the newest first.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = OF_ONE, produces = APPLICATION_JSON_VALUE)
    KeyView.Listed list(@AuthenticationPrincipal ApiKey key, @PathVariable String community) {
        return KeyView.Listed.of(
                keys.live(key, requests.community(key, community).id()));
    }

    /** The keys that administer all communities. */
    @Operation(
            operationId = "listKeysForAll",
            summary = "List the keys that administer all communities",
            description = "Those that are not revoked, the newest first. Needs such a key.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = FOR_ALL, produces = APPLICATION_JSON_VALUE)
    KeyView.Listed listForAll(@AuthenticationPrincipal ApiKey key) {
        return KeyView.Listed.of(keys.live(key, null));
    }

    /** Creates a key of a community. */
    @Operation(
            operationId = "createKey",
            summary = "Create a key of a community",
            description = "Its secret is in the answer, and nobody can read it again.")
    @NeedsScope(Scope.ADMIN_KEYS)
    @Refuses(value = ProblemKey.WRONG_STATE, when = "There are too many keys already.")
    @PostMapping(path = OF_ONE, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<KeyView.Created> create(
            @AuthenticationPrincipal ApiKey key, @PathVariable String community, @Body KeyBody body) {
        return created(keys.create(
                key,
                requests.community(key, community).id(),
                body.name(),
                body.distinctScopes(),
                body.ratePerMinute()));
    }

    /** Creates a key that administers all communities. */
    @Operation(
            operationId = "createKeyForAll",
            summary = "Create a key that administers all communities",
            description =
                    "Needs such a key. Scopes of services in it are there to be granted; with the key itself no content can be sent.")
    @NeedsScope(Scope.ADMIN_KEYS)
    @Refuses(value = ProblemKey.WRONG_STATE, when = "There are too many keys already.")
    @PostMapping(path = FOR_ALL, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<KeyView.Created> createForAll(@AuthenticationPrincipal ApiKey key, @Body KeyBody body) {
        return created(keys.create(key, null, body.name(), body.distinctScopes(), body.ratePerMinute()));
    }

    /** One key. */
    @Operation(operationId = "readKey", summary = "Read a key", description = "Revoked ones too; never the secret.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = KEY, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<KeyView> read(@AuthenticationPrincipal ApiKey key, @PathVariable String id) {
        return tagged(keys.find(key, AdminRequests.id(id, "key")).orElseThrow(() -> ProblemException.notFound("key")));
    }

    /** Changes a key. */
    @Operation(
            operationId = "changeKey",
            summary = "Change a key",
            description = "It keeps its secret. To give it another one, create another key and revoke this one.")
    @NeedsScope(Scope.ADMIN_KEYS)
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Somebody changed it since you read it.")
    @Refuses(value = ProblemKey.WRONG_STATE, when = "The key is revoked.")
    @PutMapping(path = KEY, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<KeyView> change(
            @AuthenticationPrincipal ApiKey key, @PathVariable String id, @IfMatch int version, @Body KeyBody body) {
        UUID changed = AdminRequests.id(id, "key");
        return tagged(keys.change(key, changed, version, body.name(), body.distinctScopes(), body.ratePerMinute()));
    }

    /** Revokes a key. */
    @Operation(
            operationId = "revokeKey",
            summary = "Revoke a key",
            description =
                    "It opens nothing within a few seconds, for good. Needs no If-Match: whatever somebody else changed of the key, it is to be refused.")
    @NeedsScope(Scope.ADMIN_KEYS)
    @DeleteMapping(path = KEY)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@AuthenticationPrincipal ApiKey key, @PathVariable String id) {
        keys.revoke(key, AdminRequests.id(id, "key"));
        log.info("{} revoked the key {}", key.username(), id);
    }

    private static ResponseEntity<KeyView.Created> created(NewKey created) {
        log.info(
                "{} created the key {}",
                created.key().createdBy(),
                created.key().id());
        return ResponseEntity.created(URI.create(FOR_ALL + "/" + created.key().id()))
                .eTag(ETag.of(created.key().editVersion()))
                // nobody on the way keeps the secret
                .cacheControl(CacheControl.noStore())
                .body(KeyView.Created.of(created));
    }

    private static ResponseEntity<KeyView> tagged(ApiKey key) {
        return ResponseEntity.ok().eTag(ETag.of(key.editVersion())).body(KeyView.of(key));
    }
}
