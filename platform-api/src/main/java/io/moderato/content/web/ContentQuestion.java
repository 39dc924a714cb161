package io.moderato.content.web;

import io.moderato.content.ContentId;
import io.moderato.content.store.Metadata;
import io.moderato.problem.ProblemException;
import io.moderato.request.ContentIds;
import io.moderato.request.QueryParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which contents are asked for. */
sealed interface ContentQuestion {
    /** How many contents an answer has unless the caller says otherwise. */
    int DEFAULT_LIMIT = 20;

    /** How many contents an answer has at most. */
    int MAX_LIMIT = 100;

    /** How the parameters begin that name a key of the metadata. */
    String METADATA = "metadata.";

    /** The one with that external id. */
    record ByExternalId(String externalId) implements ContentQuestion {}

    /**
     * Those whose metadata have all these values.
     *
     * @param after the last one that the caller has, or null
     */
    record ByMetadata(Map<String, String> wanted, @Nullable ContentId after, int limit) implements ContentQuestion {}

    /**
     * The question that the query asks.
     *
     * @throws ProblemException INVALID_FIELD if it asks none, or several
     */
    static ContentQuestion of(HttpServletRequest request) {
        QueryParameters.refuseOthers(request, "externalId", METADATA + QueryParameters.ANY, "after", "limit");
        Map<String, String> wanted = new TreeMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (name.startsWith(METADATA)) {
                wanted.put(key(name), values[0]);
            }
        });
        String externalId = request.getParameter("externalId");
        String after = request.getParameter("after");
        String limit = request.getParameter("limit");
        if (externalId != null) {
            if (!wanted.isEmpty() || after != null || limit != null) {
                throw ProblemException.invalidField("/externalId", "An 'externalId' names one content. Send it alone.");
            }
            return new ByExternalId(QueryParameters.line("externalId", externalId, 200));
        }
        if (wanted.isEmpty()) {
            throw ProblemException.invalidField(
                    "/externalId",
                    "'externalId' is missing. Send it, or values of your metadata as metadata.KEY=VALUE.");
        }
        refuseTooMany(wanted);
        return new ByMetadata(wanted, place(after), QueryParameters.number("limit", limit, DEFAULT_LIMIT, MAX_LIMIT));
    }

    private static String key(String name) {
        String key = name.substring(METADATA.length());
        if (!WithinMetadataLimits.Validator.KEY.matcher(key).matches()) {
            throw ProblemException.invalidField("", "A key of the metadata has 1 to 50 letters, digits, '_' and '-'.");
        }
        return key;
    }

    private static void refuseTooMany(Map<String, String> wanted) {
        if (wanted.size() > 5) {
            throw ProblemException.invalidField("", "A search names at most 5 keys of the metadata.");
        }
        wanted.forEach((key, value) -> {
            if (value.length() > Metadata.LONGEST_VALUE) {
                throw ProblemException.invalidField(
                        "/" + METADATA + key,
                        "Values of more than %d characters cannot be searched for.".formatted(Metadata.LONGEST_VALUE));
            }
        });
    }

    private static @Nullable ContentId place(@Nullable String after) {
        return after == null
                ? null
                : new ContentId(ContentIds.uuid(after)
                        .orElseThrow(() -> ProblemException.invalidField(
                                "/after", "'after' is the 'next' of an earlier answer. Leave it out to begin.")));
    }
}
