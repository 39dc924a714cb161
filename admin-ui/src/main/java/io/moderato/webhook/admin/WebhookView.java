package io.moderato.webhook.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.admin.ETag;
import io.moderato.event.EventType;
import io.moderato.webhook.store.NewSecret;
import io.moderato.webhook.store.Subscription;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A webhook without its secret. */
@Schema(name = "Webhook")
@JsonInclude(JsonInclude.Include.NON_NULL)
record WebhookView(
        UUID id,
        @Schema(example = "main") String community,
        @Schema(example = "Shop") String name,

        @Schema(example = "https://shop.example/hooks/moderation")
        String url,

        @Schema(example = "[\"content.decided\"]") List<String> events,

        @Schema(description = "Whether posted texts and the reasons of decisions go along.")
        boolean withTexts,

        @Schema(description = "Whether events are collected and sent.")
        boolean enabled,

        @Schema(description = "Why it is disabled; missing while it is not.") @Nullable
        String disabledBecause,

        @Schema(description = "Until when the secret before the present one signs, too; missing if there is none.")
        @Nullable
        Instant previousSecretUntil,

        Instant createdAt,
        String createdBy,

        @Schema(description = "Send it as If-Match.", example = "\"0\"")
        String etag) {
    static WebhookView of(Subscription webhook) {
        return new WebhookView(
                webhook.id(),
                webhook.community().value(),
                webhook.terms().name(),
                webhook.terms().url(),
                webhook.terms().types().stream().sorted().map(EventType::key).toList(),
                webhook.terms().withTexts(),
                webhook.enabled(),
                webhook.disabledBecause(),
                webhook.previousSecretUntil(),
                webhook.createdAt(),
                webhook.createdBy(),
                ETag.of(webhook.editVersion()));
    }

    @Schema(name = "Webhooks")
    record Listed(List<WebhookView> webhooks) {
        static Listed of(List<Subscription> webhooks) {
            return new Listed(webhooks.stream().map(WebhookView::of).toList());
        }
    }

    /** A webhook whose secret was just made. */
    @Schema(name = "WebhookWithSecret")
    record WithSecret(
            WebhookView webhook,

            @Schema(
                    description = "What calls are signed with. It is shown only now.",
                    example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            String secret) {
        static WithSecret of(NewSecret made) {
            return new WithSecret(
                    WebhookView.of(made.subscription()), made.secret().text());
        }

        @Override
        public String toString() {
            return "WithSecret[" + webhook.name() + "]";
        }
    }
}
