package io.moderato.webhook.admin;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.admin.AdminRequests;
import io.moderato.admin.AdminSurface;
import io.moderato.community.CommunityId;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.moderato.webhook.store.Attempt;
import io.moderato.webhook.store.Deliveries;
import io.moderato.webhook.store.Delivery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tests of webhooks over the Admin API. The process that delivers sends them, so what came of one is read afterwards. */
@RestController
@Tag(name = "Webhooks")
class TestController {
    private static final String TESTS = WebhookController.ONE + "/tests";
    private static final String THING = "test";

    private final Deliveries deliveries;
    private final AdminRequests requests;

    TestController(Deliveries deliveries, AdminRequests requests) {
        this.deliveries = deliveries;
        this.requests = requests;
    }

    /** Sends a test. */
    @Operation(
            operationId = "testWebhook",
            summary = "Send a test to a webhook",
            description =
                    "An event of the type 'webhook.test', once and before everything else. Read at Location what came of it.")
    @NeedsScope(Scope.ADMIN_WEBHOOKS)
    @Refuses(value = ProblemKey.WRONG_STATE, when = "The webhook is disabled.")
    @PostMapping(path = TESTS, produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<TestView> send(
            @AuthenticationPrincipal ApiKey key, @PathVariable String community, @PathVariable String id) {
        CommunityId of = requests.community(key, community).id();
        UUID webhook = WebhookController.id(id);
        long test = deliveries.test(key, of, webhook);
        return ResponseEntity.accepted()
                .location(URI.create(
                        AdminSurface.PREFIX + "/communities/%s/webhooks/%s/tests/%d".formatted(of, webhook, test)))
                .body(TestView.of(find(key, of, webhook, test), List.of()));
    }

    /** What came of a test. */
    @Operation(
            operationId = "readWebhookTest",
            summary = "Read what came of a test",
            description = "It waits until a process that delivers has sent it.")
    @NeedsScope(Scope.ADMIN_READ)
    @GetMapping(path = TESTS + "/{test}", produces = APPLICATION_JSON_VALUE)
    TestView read(
            @AuthenticationPrincipal ApiKey key,
            @PathVariable String community,
            @PathVariable String id,
            @PathVariable String test) {
        CommunityId of = requests.community(key, community).id();
        Delivery sent = find(key, of, WebhookController.id(id), number(test));
        List<Attempt> attempts = deliveries.attempts(key, of, sent.id());
        return TestView.of(sent, attempts);
    }

    private Delivery find(ApiKey key, CommunityId community, UUID webhook, long test) {
        return deliveries
                .find(key, community, test)
                .filter(found -> found.isTest() && found.subscription().equals(webhook))
                .orElseThrow(() -> ProblemException.notFound(THING));
    }

    private static long number(String test) {
        try {
            return Long.parseLong(test);
        } catch (NumberFormatException wrong) {
            throw ProblemException.notFound(THING);
        }
    }
}
