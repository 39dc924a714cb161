package io.moderato.webhook.admin;

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
import io.moderato.webhook.store.NewSecret;
import io.moderato.webhook.store.Subscription;
import io.moderato.webhook.store.Subscriptions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
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

/** Webhooks over the Admin API. */
@RestController
@Tag(name = "Webhooks", description = "Who outside is told of a community's events.")
class WebhookController {
    static final String ALL = AdminSurface.PREFIX + "/communities/{community}/webhooks";
    static final String ONE = ALL + "/{id}";
    private static final String THING = "webhook";

    private final Subscriptions subscriptions;
    private final AdminRequests requests;

    WebhookController(Subscriptions subscriptions, AdminRequests requests) {
        this.subscriptions = subscriptions;
        this.requests = requests;
    }

    /** The webhooks of a community. */
    @Operation(
            operationId = "listWebhooks",
            summary = "List the webhooks of a community",
            description = "By name, without their secrets.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = ALL, produces = APPLICATION_JSON_VALUE)
    WebhookView.Listed list(@AuthenticationPrincipal ApiKey key, @PathVariable String community) {
        return WebhookView.Listed.of(subscriptions.of(key, community(key, community)));
    }

    /** Creates a webhook. */
    @Operation(
            operationId = "createWebhook",
            summary = "Create a webhook",
            description =
                    "In force from now on. Its secret is in the answer, and nobody can read it again. An address that cannot be called is refused.")
    @NeedsScope(Scope.ADMIN_WEBHOOKS)
    @Refuses(value = ProblemKey.ALREADY_EXISTS, when = "The community has a webhook of that name.")
    @Refuses(value = ProblemKey.WRONG_STATE, when = "The community has as many webhooks as it may have.")
    @Refuses(value = ProblemKey.UNAVAILABLE, when = "The operator has not set up webhooks.")
    @PostMapping(path = ALL, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<WebhookView.WithSecret> create(
            @AuthenticationPrincipal ApiKey key, @PathVariable String community, @Body WebhookBody body) {
        NewSecret made = subscriptions.create(key, community(key, community), body.terms());
        Subscription created = made.subscription();
        return secret(
                ResponseEntity.created(URI.create(AdminSurface.PREFIX
                        + "/communities/%s/webhooks/%s".formatted(created.community(), created.id()))),
                made);
    }

    /** One webhook. */
    @Operation(operationId = "readWebhook", summary = "Read a webhook", description = "Never its secret.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = ONE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<WebhookView> read(
            @AuthenticationPrincipal ApiKey key, @PathVariable String community, @PathVariable String id) {
        return tagged(subscriptions.get(key, community(key, community), id(id)));
    }

    /** Changes a webhook. */
    @Operation(
            operationId = "changeWebhook",
            summary = "Change a webhook",
            description =
                    "Its name, its address, and what it is told. It keeps its secret. Another address is tried at once.")
    @NeedsScope(Scope.ADMIN_WEBHOOKS)
    @Refuses(value = ProblemKey.ALREADY_EXISTS, when = "The community has another webhook of that name.")
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Somebody changed it since you read it.")
    @PutMapping(path = ONE, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<WebhookView> change(
            @AuthenticationPrincipal ApiKey key,
            @PathVariable String community,
            @PathVariable String id,
            @IfMatch int version,
            @Body WebhookBody body) {
        return tagged(subscriptions.change(key, community(key, community), id(id), version, body.terms()));
    }

    /** Puts a webhook in force. */
    @Operation(
            operationId = "enableWebhook",
            summary = "Enable a webhook",
            description = "Events are collected from now on. What waited since before is sent first.")
    @NeedsScope(Scope.ADMIN_WEBHOOKS)
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Somebody changed it since you read it.")
    @PostMapping(path = ONE + "/enable", produces = APPLICATION_JSON_VALUE)
    ResponseEntity<WebhookView> enable(
            @AuthenticationPrincipal ApiKey key,
            @PathVariable String community,
            @PathVariable String id,
            @IfMatch int version) {
        return tagged(subscriptions.enable(key, community(key, community), id(id), version));
    }

    /** Puts a webhook out of force. */
    @Operation(
            operationId = "disableWebhook",
            summary = "Disable a webhook",
            description =
                    "Nothing more is collected or sent. What waits stays for a while, in case that it is enabled again.")
    @NeedsScope(Scope.ADMIN_WEBHOOKS)
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Somebody changed it since you read it.")
    @PostMapping(path = ONE + "/disable", produces = APPLICATION_JSON_VALUE)
    ResponseEntity<WebhookView> disable(
            @AuthenticationPrincipal ApiKey key,
            @PathVariable String community,
            @PathVariable String id,
            @IfMatch int version) {
        return tagged(subscriptions.disable(key, community(key, community), id(id), version));
    }

    /** Gives a webhook another secret. */
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Give a webhook another secret",
            description =
                    "The new secret is in the answer, and nobody can read it again. Both sign until 'previousSecretUntil'; a third one from before ends at once.")
    @NeedsScope(Scope.ADMIN_WEBHOOKS)
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Somebody changed it since you read it.")
    @Refuses(value = ProblemKey.UNAVAILABLE, when = "The operator has not set up webhooks.")
    @PostMapping(path = ONE + "/secret", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<WebhookView.WithSecret> rotate(
            @AuthenticationPrincipal ApiKey key,
            @PathVariable String community,
            @PathVariable String id,
            @IfMatch int version,
            @Body WebhookBody.Rotation body) {
        return secret(
                ResponseEntity.ok(),
                subscriptions.rotate(key, community(key, community), id(id), version, body.overlap()));
    }

    /** Deletes a webhook. */
    @Operation(
            operationId = "deleteWebhook",
            summary = "Delete a webhook",
            description = "What still waits for it is not sent any more.")
    @NeedsScope(Scope.ADMIN_WEBHOOKS)
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Somebody changed it since you read it.")
    @DeleteMapping(path = ONE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @AuthenticationPrincipal ApiKey key,
            @PathVariable String community,
            @PathVariable String id,
            @IfMatch int version) {
        subscriptions.delete(key, community(key, community), id(id), version);
    }

    private CommunityId community(ApiKey key, String community) {
        return requests.community(key, community).id();
    }

    /**
     * The id of a webhook.
     *
     * @throws ProblemException NOT_FOUND if it cannot be one
     */
    static UUID id(String id) {
        return AdminRequests.id(id, THING);
    }

    private static ResponseEntity<WebhookView> tagged(Subscription webhook) {
        return ResponseEntity.ok().eTag(ETag.of(webhook.editVersion())).body(WebhookView.of(webhook));
    }

    private static ResponseEntity<WebhookView.WithSecret> secret(ResponseEntity.BodyBuilder answer, NewSecret made) {
        return answer.eTag(ETag.of(made.subscription().editVersion()))
                // nobody on the way keeps the secret
                .cacheControl(CacheControl.noStore())
                .body(WebhookView.WithSecret.of(made));
    }
}
