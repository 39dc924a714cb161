package io.moderato.request;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The limits for the bodies of requests.
 *
 * @param maxSize   the largest body
 * @param maxAtOnce the largest size of all bodies that are processed at the same time; above it, callers are asked to try again
 */
@Validated
@ConfigurationProperties("moderato.api.request")
public record RequestSettings(
        @DefaultValue("8MB") @NotNull DataSize maxSize,
        @DefaultValue("32MB") @NotNull DataSize maxAtOnce) {
    @AssertTrue(message = "must be at least 1 KB and at most moderato.api.request.max-at-once, which is at most 2 GB")
    boolean isMaxSizeWithinMaxAtOnce() {
        return maxSize.toBytes() >= 1024
                && maxSize.toBytes() <= maxAtOnce.toBytes()
                && maxAtOnce.toBytes() <= Integer.MAX_VALUE;
    }
}
