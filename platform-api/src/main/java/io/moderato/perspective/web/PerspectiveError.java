package io.moderato.perspective.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An error in the form of Google's APIs. */
@Schema(name = "PerspectiveError", description = "An error in the form of Google's APIs.")
record PerspectiveError(Status error) {
    private static final String TYPES = "type.googleapis.com/";

    /**
     * The error itself.
     *
     * @param code    the HTTP status
     * @param message what happened and what to do
     * @param status  the name of Google's code, such as {@code INVALID_ARGUMENT}
     */
    @Schema(name = "PerspectiveStatus")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Status(int code, String message, String status, List<Detail> details) {}

    /** One of several kinds of detail; its type says which fields it has. */
    @Schema(name = "PerspectiveErrorDetail")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Detail(
            @JsonProperty("@type") String type,
            @Nullable ErrorType errorType,
            @Nullable LanguageNotSupported languageNotSupportedByAttributeError,
            @Nullable String reason,
            @Nullable String domain,
            @Nullable List<FieldViolation> fieldViolations) {
        static Detail of(RefusedRequest refused) {
            RefusedRequest.Language language = refused.language();
            return new Detail(
                    TYPES + "google.commentanalyzer.v1alpha1.Error",
                    refused.type(),
                    language == null ? null : new LanguageNotSupported(language.detected(), language.attribute()),
                    null,
                    null,
                    null);
        }

        static Detail reason(String reason) {
            return new Detail(TYPES + "google.rpc.ErrorInfo", null, null, reason, "googleapis.com", null);
        }

        static Detail field(String field, String description) {
            return new Detail(
                    TYPES + "google.rpc.BadRequest",
                    null,
                    null,
                    null,
                    null,
                    List.of(new FieldViolation(field, description)));
        }
    }

    @Schema(name = "PerspectiveLanguageNotSupported")
    record LanguageNotSupported(List<String> detectedLanguages, String attribute) {}

    @Schema(name = "PerspectiveFieldViolation")
    record FieldViolation(String field, String description) {}
}
