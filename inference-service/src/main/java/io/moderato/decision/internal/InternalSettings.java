package io.moderato.decision.internal;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The settings for calls between our own services.
 *
 * @param token          the tokens, one of which a caller sends as {@code X-Internal-Token}; without any the endpoint is off
 * @param maxRequestSize the largest request that is read
 */
@Validated
@ConfigurationProperties("moderato.internal")
record InternalSettings(
        @DefaultValue List<String> token,
        @DefaultValue("32MB") @NotNull DataSize maxRequestSize) {
    @AssertTrue(message = "max-request-size is at least 1 KB and less than 2 GB")
    boolean isMaxRequestSizeReadable() {
        return maxRequestSize.toBytes() >= 1024 && maxRequestSize.toBytes() < Integer.MAX_VALUE;
    }
}
