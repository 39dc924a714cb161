package io.moderato.rules.admin;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.admin.AdminRequests;
import io.moderato.admin.IfMatch;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.moderato.request.Body;
import io.moderato.request.QueryParameters;
import io.moderato.rules.store.Blocklists;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The terms of a blocklist over the Admin API. */
@RestController
@Tag(name = "Blocklists")
class TermController {
    private static final String TERMS = BlocklistController.ONE + "/terms";
    private static final int MOST = 5000;

    private final Blocklists blocklists;

    TermController(Blocklists blocklists) {
        this.blocklists = blocklists;
    }

    /** Some terms. */
    @Operation(
            operationId = "readTerms",
            summary = "Read the terms of a blocklist",
            description =
                    "By term. Read on with the 'next' of the last answer; if the ETag is another one by then, somebody changed the terms meanwhile.")
    @NeedsScope(Scope.ADMIN_READ)
    @Refuses(value = ProblemKey.INVALID_FIELD, when = "'after' or 'limit' cannot be taken.")
    @GetMapping(path = TERMS, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<TermsView> read(
            @AuthenticationPrincipal ApiKey key,
            @PathVariable String id,
            @Parameter(description = "The 'next' of an earlier answer.") @RequestParam(required = false) @Nullable
                    String after,
            @Parameter(
                            description = "How many at most.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "5000", defaultValue = "5000"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit) {
        int most = QueryParameters.number("limit", limit, MOST, MOST);
        String place = after == null ? "" : term(after);
        TermsView terms =
                TermsView.of(blocklists.termsAfter(key, AdminRequests.id(id, "blocklist"), place, most), most);
        return ResponseEntity.ok().eTag(terms.etag()).body(terms);
    }

    /** Adds and removes. */
    @Operation(
            operationId = "changeTerms",
            summary = "Add terms to a blocklist and remove some",
            description = "All of them, or none if one cannot be taken.")
    @NeedsScope(Scope.ADMIN_RULES)
    @Refuses(value = ProblemKey.CHANGED_MEANWHILE, when = "Somebody changed the terms since you read them.")
    @PatchMapping(path = TERMS, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<TermsView.Changed> change(
            @AuthenticationPrincipal ApiKey key, @PathVariable String id, @IfMatch int version, @Body TermsBody body) {
        TermsView.Changed changed = TermsView.Changed.of(
                blocklists.changeTerms(key, AdminRequests.id(id, "blocklist"), version, body.added(), body.removed()));
        return ResponseEntity.ok().eTag(changed.etag()).body(changed);
    }

    private static String term(String after) {
        try {
            String term = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
            if (term.indexOf('\0') < 0) {
                return term;
            }
        } catch (IllegalArgumentException wrong) {
            // answered below
        }
        throw ProblemException.invalidField("/after", "'after' is the 'next' of an earlier answer.");
    }
}
