package io.moderato.rules.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.admin.ETag;
import io.moderato.rules.store.Term;
import io.moderato.rules.store.TermPage;
import io.moderato.rules.store.TermsChange;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some of a list's terms. */
@Schema(name = "Terms")
@JsonInclude(JsonInclude.Include.NON_NULL)
record TermsView(
        List<String> terms,

        @Schema(description = "Send it as 'after' to read on; missing on the last page.") @Nullable
        String next,

        @Schema(description = "Send it as If-Match to change the list's terms.", example = "\"7\"")
        String etag) {
    static TermsView of(TermPage page, int limit) {
        List<String> texts = page.terms().stream().map(Term::text).toList();
        String next = texts.size() < limit ? null : cursor(texts.getLast());
        return new TermsView(texts, next, ETag.of(page.version()));
    }

    /** The place after a term. Not the term itself: addresses end up in logs, and the words of a list need not. */
    private static String cursor(String term) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(term.getBytes(StandardCharsets.UTF_8));
    }

    /** What became of a change. */
    @Schema(name = "TermsChange")
    record Changed(
            @Schema(description = "Terms that are new in the list.", example = "2")
            int added,

            @Schema(description = "Terms that are no longer in it.", example = "1")
            int removed,

            @Schema(
                    description =
                            "Patterns among the added ones, at most 100, that look for a longer match after each match: in a very long text such a search may not finish.")
            List<String> costly,

            @Schema(description = "Send it as If-Match with the next change.", example = "\"8\"")
            String etag) {
        static Changed of(TermsChange change) {
            return new Changed(change.added(), change.removed(), change.costly(), ETag.of(change.version()));
        }
    }
}
