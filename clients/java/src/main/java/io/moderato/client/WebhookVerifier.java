package io.moderato.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Checks that a webhook comes from the platform, is unchanged and is not old, as Standard Webhooks (standardwebhooks.com) describes it, and
 * reads it. Thread-safe.
 */
public final class WebhookVerifier {
    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final List<SecretKeySpec> keys;
    private final Clock clock;

    private WebhookVerifier(List<SecretKeySpec> keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A verifier with the subscription's secret, or with both while one replaces the other.
     *
     * @param secrets each {@code whsec_} and base64, as the platform showed it
     * @throws IllegalArgumentException if there is none, or one is not a secret
     */
    public static WebhookVerifier of(String... secrets) {
        return with(Clock.systemUTC(), secrets);
    }

    static WebhookVerifier with(Clock clock, String... secrets) {
        if (secrets.length == 0) {
            throw new IllegalArgumentException("At least one secret is needed");
        }
        List<SecretKeySpec> keys = new ArrayList<>();
        for (String secret : secrets) {
            keys.add(key(secret.strip()));
        }
        return new WebhookVerifier(List.copyOf(keys), clock);
    }

    private static SecretKeySpec key(String secret) {
        try {
            return new SecretKeySpec(
                    Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret),
                    "HmacSHA256");
        } catch (IllegalArgumentException notASecret) {
            // without its cause, which quotes from the secret
            throw new IllegalArgumentException("A secret is 'whsec_' and base64");
        }
    }

    /**
     * The event, if the signature is right.
     *
     * @param id        the header {@code webhook-id}
     * @param timestamp the header {@code webhook-timestamp}
     * @param signature the header {@code webhook-signature}
     * @param body      the body, byte for byte as it came
     * @throws WebhookRefusedException if a header is missing, the time is more than five minutes off, no signature fits, or the body is not an
     *     event
     */
    public WebhookEvent verify(
            @Nullable String id, @Nullable String timestamp, @Nullable String signature, byte[] body) {
        if (id == null || timestamp == null || signature == null) {
            throw new WebhookRefusedException(
                    "A header is missing: webhook-id, webhook-timestamp or webhook-signature");
        }
        checkTime(timestamp);
        if (!fits(id, timestamp, signature, body)) {
            throw new WebhookRefusedException("No signature fits");
        }
        try {
            WebhookEvent.Payload payload = Transport.JSON.readValue(body, WebhookEvent.Payload.class);
            if (payload.type() != null && payload.timestamp() != null && payload.data() != null) {
                return new WebhookEvent(id, payload.type(), payload.timestamp(), payload.data());
            }
        } catch (JacksonException notJson) {
            throw new WebhookRefusedException("The body is not an event: it is not JSON of that shape");
        }
        throw new WebhookRefusedException("The body is not an event: type, timestamp or data is missing");
    }

    private void checkTime(String timestamp) {
        Instant sent;
        try {
            sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        } catch (NumberFormatException | java.time.DateTimeException notATime) {
            throw new WebhookRefusedException("webhook-timestamp is not a time in seconds");
        }
        if (Duration.between(sent, clock.instant()).abs().compareTo(TOLERANCE) > 0) {
            throw new WebhookRefusedException("webhook-timestamp is more than five minutes off");
        }
    }

    private boolean fits(String id, String timestamp, String signature, byte[] body) {
        boolean fits = false;
        for (SecretKeySpec key : keys) {
            byte[] expected = Base64.getEncoder().encode(signed(key, id, timestamp, body));
            for (String each : signature.split(" ")) {
                if (each.startsWith(VERSION)) {
                    byte[] given = each.substring(VERSION.length()).getBytes(StandardCharsets.US_ASCII);
                    // no early end: how long a comparison takes must not tell how much fits
                    fits |= MessageDigest.isEqual(expected, given);
                }
            }
        }
        return fits;
    }

    private static byte[] signed(SecretKeySpec key, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has HmacSHA256", impossible);
        }
    }
}
