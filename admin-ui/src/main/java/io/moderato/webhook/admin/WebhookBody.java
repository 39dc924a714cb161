package io.moderato.webhook.admin;

import io.moderato.event.EventType;
import io.moderato.problem.ProblemException;
import io.moderato.request.Line;
import io.moderato.webhook.store.SubscriptionTerms;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people choose of a webhook. */
@Schema(name = "WebhookRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record WebhookBody(
        @Schema(description = "Another one for each webhook of a community.", example = "Shop")
        @NotNull(message = "'{field}' is missing.")
        @Line(max = 100)
        String name,

        @Schema(
                description = "Where it is sent: a public HTTPS address, unless the operator allows others.",
                example = "https://shop.example/hooks/moderation")
        @NotNull(message = "'{field}' is missing.")
        @Size(max = 2048, message = "'{field}' has at most 2,048 characters.")
        String url,

        @ArraySchema(
                arraySchema = @Schema(description = "Of which types of event it is told."),
                schema = @Schema(type = "string", example = "content.decided"))
        @NotEmpty(message = "Choose at least one kind of event.")
        @Size(max = 50, message = "'{field}' has too many entries.")
        List<String> events,

        @Schema(
                description = "Whether posted texts and the reasons of decisions go along; otherwise ids and outcomes.",
                defaultValue = "false")
        @Nullable
        Boolean withTexts) {
    /**
     * The same as the store takes it.
     *
     * @throws ProblemException INVALID_FIELD with the place of the first type of event that is unknown
     */
    SubscriptionTerms terms() {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (int i = 0; i < events.size(); i++) {
            try {
                types.add(EventType.ofKey(events.get(i)));
            } catch (IllegalArgumentException unknown) {
                throw ProblemException.invalidField("/events/" + i, unknown.getMessage() + ".");
            }
        }
        return new SubscriptionTerms(name, url, types, Boolean.TRUE.equals(withTexts));
    }

    /** How a webhook gets another secret. */
    @Schema(name = "SecretRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Rotation(
            @Schema(
                    description = "For how many hours the present secret signs, too; 0 ends it now.",
                    defaultValue = "24",
                    example = "24")
            @Min(value = 0, message = "The old secret may go on for 0 to 720 hours.")
            @Max(value = Rotation.MOST_HOURS, message = "The old secret may go on for 0 to 720 hours.")
            @Nullable
            Integer overlapHours) {
        private static final int MOST_HOURS = 720;
        private static final Duration USUAL = Duration.ofHours(24);

        Duration overlap() {
            return overlapHours == null ? USUAL : Duration.ofHours(overlapHours);
        }
    }
}
