package io.moderato.perspective.web;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The request to score a comment. Fields have the vendor's names, in either of the two forms that Google's JSON readers accept.
 *
 * @param doNotStore                ignored, because nothing is ever stored
 * @param dropUnsupportedAttributes true leaves out of the answer what has no score; otherwise such an attribute is an error
 * @param sessionId                 accepted, but not used
 * @param communityId               accepted, but not used: the key says which community's rules apply
 */
@Schema(name = "AnalyzeCommentRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record AnalyzeBody(
        @Nullable TextEntry comment,
        @Nullable CommentContext context,

        @JsonAlias("requested_attributes") @Nullable Map<String, Parameters> requestedAttributes,

        @Nullable List<String> languages,
        @JsonAlias("span_annotations") @Nullable Boolean spanAnnotations,
        @JsonAlias("do_not_store") @Nullable Boolean doNotStore,
        @JsonAlias("drop_unsupported_attributes") @Nullable Boolean dropUnsupportedAttributes,
        @JsonAlias("client_token") @Nullable String clientToken,
        @JsonAlias("session_id") @Nullable String sessionId,
        @JsonAlias("community_id") @Nullable String communityId) {
    /**
     * The parameters for scoring an attribute.
     *
     * @param scoreThreshold a number, or a number in a text, which Google's JSON readers also accept
     */
    @Schema(name = "AttributeParameters")
    record Parameters(
            @Schema(allowableValues = "PROBABILITY") @JsonAlias("score_type") @Nullable
            String scoreType,

            @Schema(type = "number") @JsonAlias("score_threshold") @Nullable
            JsonNode scoreThreshold) {
        void check(String attribute) {
            RefusedRequest.requireProbability(scoreType, attribute);
            threshold(attribute);
        }

        /** The score below which the attribute is left out of the answer. */
        double threshold(String attribute) {
            return scoreThreshold == null || scoreThreshold.isNull()
                    ? 0
                    : Numbers.of(scoreThreshold, "/requestedAttributes/" + attribute + "/scoreThreshold");
        }
    }

    /** The text to score. */
    String text() {
        if (comment == null) {
            throw RefusedRequest.commentEmpty();
        }
        return comment.plain("/comment");
    }

    /** The attributes that are asked for and can have a score. */
    Map<String, Parameters> attributes() {
        if (requestedAttributes == null || requestedAttributes.isEmpty()) {
            throw RefusedRequest.noAttributes();
        }
        Map<String, Parameters> known = new LinkedHashMap<>();
        requestedAttributes.forEach((name, parameters) -> {
            boolean unknown = Attribute.categoryOf(name).isEmpty();
            if (unknown && !dropsUnsupported()) {
                throw RefusedRequest.unknownAttribute(name);
            }
            parameters.check(name);
            if (!unknown) {
                known.put(name, parameters);
            }
        });
        return known;
    }

    /** The languages that the caller names; empty if the language is to be detected. */
    List<String> namedLanguages() {
        return Languages.checked(languages);
    }

    @Nullable
    String parentText() {
        return context == null ? null : context.parentText();
    }

    boolean dropsUnsupported() {
        return Boolean.TRUE.equals(dropUnsupportedAttributes);
    }

    boolean wantsSpans() {
        return Boolean.TRUE.equals(spanAnnotations);
    }
}
