package io.moderato.policy.admin;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.admin.AdminRequests;
import io.moderato.admin.AdminSurface;
import io.moderato.admin.ETag;
import io.moderato.admin.IfMatch;
import io.moderato.community.CommunityId;
import io.moderato.policy.Policy;
import io.moderato.policy.store.Policies;
import io.moderato.policy.store.PoliciesInForce;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.moderato.request.Body;
import io.moderato.request.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Policies over the Admin API. */
@RestController
@Tag(name = "Policies", description = "Versions that never change once they are published.")
class PolicyController {
    private static final String IN_FORCE = AdminSurface.PREFIX + "/communities/{community}/policy";
    private static final String VERSIONS = IN_FORCE + "/versions";
    private static final int MOST_VERSIONS = 100;

    private final Policies policies;
    private final PoliciesInForce inForce;
    private final AdminRequests requests;

    PolicyController(Policies policies, PoliciesInForce inForce, AdminRequests requests) {
        this.policies = policies;
        this.inForce = inForce;
        this.requests = requests;
    }

    /** The policy in force. */
    @Operation(
            operationId = "readPolicy",
            summary = "Read the policy in force",
            description = "Its ETag is what the next version is published with.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = IN_FORCE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<PolicyView> read(@AuthenticationPrincipal ApiKey key, @PathVariable String community) {
        return tagged(inForce.of(requests.community(key, community).id()));
    }

    /** Publishes the next version. */
    @Operation(
            operationId = "publishPolicy",
            summary = "Publish the next version of the policy",
            description =
                    "It is in force from the next decision on. What it leaves out has its default. To go back, publish the terms of an earlier version.")
    @NeedsScope(Scope.ADMIN_POLICIES)
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Somebody published another version since you read it.")
    @PutMapping(path = IN_FORCE, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<PolicyView> publish(
            @AuthenticationPrincipal ApiKey key,
            @PathVariable String community,
            @IfMatch int version,
            @Body PolicyBody body) {
        CommunityId id = requests.community(key, community).id();
        return tagged(policies.publish(key, id, version, body.terms(), body.note()));
    }

    /** Earlier versions. */
    @Operation(
            operationId = "listPolicyVersions",
            summary = "List the versions of the policy",
            description = "The newest first. Read on with the 'before' of the last answer.")
    @NeedsScope(Scope.ADMIN_READ)
    @Refuses(value = ProblemKey.INVALID_FIELD, when = "'before' or 'limit' cannot be taken.")
    @GetMapping(path = VERSIONS, produces = APPLICATION_JSON_VALUE)
    PolicyView.Versions versions(
            @AuthenticationPrincipal ApiKey key,
            @PathVariable String community,
            @Parameter(description = "Only versions below it.", schema = @Schema(type = "integer", minimum = "1"))
                    @RequestParam(required = false)
                    @Nullable
                    String before,
            @Parameter(
                            description = "How many at most.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "100"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit) {
        CommunityId id = requests.community(key, community).id();
        List<PolicyView> found = policies
                .versions(
                        id,
                        before == null ? Integer.MAX_VALUE : number(before),
                        QueryParameters.number("limit", limit, MOST_VERSIONS, MOST_VERSIONS))
                .stream()
                .map(PolicyView::of)
                .toList();
        int last = found.isEmpty() ? 1 : found.getLast().version();
        return new PolicyView.Versions(found, last == 1 ? null : last);
    }

    /** One version. */
    @Operation(
            operationId = "readPolicyVersion",
            summary = "Read a version of the policy",
            description = "As it was published.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = VERSIONS + "/{version}", produces = APPLICATION_JSON_VALUE)
    PolicyView version(
            @AuthenticationPrincipal ApiKey key, @PathVariable String community, @PathVariable String version) {
        CommunityId id = requests.community(key, community).id();
        if (!isNumber(version)) {
            throw ProblemException.notFound("version of the policy");
        }
        return PolicyView.of(inForce.of(id, Integer.parseInt(version)));
    }

    private static int number(String text) {
        if (!isNumber(text)) {
            throw ProblemException.invalidField("/before", "'before' is the number of a version.");
        }
        return Integer.parseInt(text);
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,9}");
    }

    private static ResponseEntity<PolicyView> tagged(Policy policy) {
        return ResponseEntity.ok().eTag(ETag.of(policy.version())).body(PolicyView.of(policy));
    }
}
