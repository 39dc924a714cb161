package io.moderato.webhook.store;

import io.moderato.address.AddressRange;
import io.moderato.address.AddressRules;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What every process that knows webhooks has to agree on.
 *
 * @param keys          what the signing secrets are encrypted with; the first one is used for new secrets, the others still open older
 *                      ones. Without any nobody can subscribe
 * @param allowHttp     whether receivers may be called without encryption
 * @param allowedHosts  names of receivers inside the own network
 * @param allowedRanges addresses of receivers that are not public
 * @param keepDelivered how long a delivery is shown after the receiver took it
 * @param keepDead      how long a dead letter can be sent again
 * @param keepDisabled  how long a delivery waits for a disabled subscription before it becomes a dead letter
 */
@Validated
@ConfigurationProperties("moderato.webhooks")
public record WebhookSettings(
        @DefaultValue List<@Size(min = 32, message = "needs at least 32 characters") String> keys,
        @DefaultValue("false") boolean allowHttp,
        @DefaultValue Set<String> allowedHosts,
        @DefaultValue List<AddressRange> allowedRanges,
        @DefaultValue("7d") @NotNull @DurationMin(hours = 1) Duration keepDelivered,
        @DefaultValue("30d") @NotNull @DurationMin(days = 1) Duration keepDead,
        @DefaultValue("7d") @NotNull @DurationMin(hours = 1) Duration keepDisabled) {
    /** Copies the lists, and takes an empty key for none. */
    public WebhookSettings {
        keys = keys.stream().map(String::strip).filter(key -> !key.isEmpty()).toList();
        allowedHosts = Set.copyOf(allowedHosts);
        allowedRanges = List.copyOf(allowedRanges);
    }

    /** Which addresses may be called. */
    public AddressRules addressRules() {
        return new AddressRules(allowHttp, allowedHosts, allowedRanges);
    }

    /** Everything but the keys. */
    @Override
    public String toString() {
        return "WebhookSettings[keys=%d, allowHttp=%s, allowedHosts=%s, allowedRanges=%s, keepDelivered=%s, keepDead=%s, keepDisabled=%s]"
                .formatted(keys.size(), allowHttp, allowedHosts, allowedRanges, keepDelivered, keepDead, keepDisabled);
    }
}
