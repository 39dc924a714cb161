package io.moderato.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhookVerifierTest {
    /** The example of the Standard Webhooks specification: its secret, message id, time, body and signature. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIME = "1614265330";
    private static final String EXAMPLE = "{\"test\": 2432232314}";
    private static final String EXAMPLE_SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static final String OTHER_SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final byte[] EVENT =
            "{\"type\": \"content.decided\", \"timestamp\": \"2026-11-28T09:00:00Z\", \"data\": {\"outcome\": \"REJECT\"}}"
                    .getBytes(StandardCharsets.UTF_8);

    private final WebhookVerifier verifier = at(1614265330, SECRET);

    @Test
    void takesTheSpecificationsExampleAsSigned() {
        // the example's body is not an event of ours; that is said only where the signature is right
        assertThatThrownBy(() -> verifier.verify(ID, TIME, EXAMPLE_SIGNATURE, EXAMPLE.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("not an event");
    }

    @Test
    void readsTheEvent() throws Exception {
        WebhookEvent event = verifier.verify(ID, TIME, signature(SECRET), EVENT);
        assertThat(event.id()).isEqualTo(ID);
        assertThat(event.type()).isEqualTo("content.decided");
        assertThat(event.timestamp()).isEqualTo("2026-11-28T09:00:00Z");
        assertThat(event.data().path("outcome").asString()).isEqualTo("REJECT");
    }

    @Test
    void takesEitherSecretWhileOneReplacesTheOther() throws Exception {
        String both = "v1a,unknown " + signature(OTHER_SECRET) + " " + signature(SECRET);
        assertThat(verifier.verify(ID, TIME, both, EVENT).type()).isEqualTo("content.decided");
        assertThat(at(1614265330, OTHER_SECRET + "\n", SECRET)
                        .verify(ID, TIME, signature(OTHER_SECRET), EVENT)
                        .type())
                .isEqualTo("content.decided");
    }

    @Test
    void refusesWhatWasChanged() throws Exception {
        String signature = signature(SECRET);
        byte[] changed = new String(EVENT, StandardCharsets.UTF_8)
                .replace("REJECT", "APPROVE")
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> verifier.verify(ID, TIME, signature, changed)).hasMessage("No signature fits");
        assertThatThrownBy(() -> verifier.verify("msg_2", TIME, signature, EVENT))
                .hasMessage("No signature fits");
        assertThatThrownBy(() -> verifier.verify(ID, "1614265331", signature, EVENT))
                .hasMessage("No signature fits");
        assertThatThrownBy(() -> at(1614265330, OTHER_SECRET).verify(ID, TIME, signature, EVENT))
                .hasMessage("No signature fits");
        assertThatThrownBy(() -> verifier.verify(ID, TIME, "", EVENT)).hasMessage("No signature fits");
    }

    @Test
    void refusesWhatIsOldOrFromTheFuture() throws Exception {
        String signature = signature(SECRET);
        assertThat(at(1614265330 + 300, SECRET).verify(ID, TIME, signature, EVENT))
                .isNotNull();
        assertThatThrownBy(() -> at(1614265330 + 301, SECRET).verify(ID, TIME, signature, EVENT))
                .isInstanceOf(WebhookRefusedException.class)
                .hasMessageContaining("five minutes");
        assertThatThrownBy(() -> at(1614265330 - 301, SECRET).verify(ID, TIME, signature, EVENT))
                .hasMessageContaining("five minutes");
        assertThatThrownBy(() -> verifier.verify(ID, "soon", signature, EVENT)).hasMessageContaining("not a time");
        assertThatThrownBy(() -> verifier.verify(ID, String.valueOf(Long.MAX_VALUE), signature, EVENT))
                .hasMessageContaining("not a time");
    }

    @Test
    void refusesWhatHasNoHeaders() {
        assertThatThrownBy(() -> verifier.verify(null, TIME, "v1,x", EVENT)).hasMessageContaining("header");
        assertThatThrownBy(() -> verifier.verify(ID, null, "v1,x", EVENT)).hasMessageContaining("header");
        assertThatThrownBy(() -> verifier.verify(ID, TIME, null, EVENT)).hasMessageContaining("header");
    }

    @Test
    void refusesASecretThatIsNotOneWithoutTellingIt() {
        assertThatThrownBy(() -> WebhookVerifier.of("whsec_not base64!"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A secret is 'whsec_' and base64")
                .hasNoCause();
        assertThatThrownBy(WebhookVerifier::of).hasMessageContaining("At least one");
    }

    private static WebhookVerifier at(long second, String... secrets) {
        return WebhookVerifier.with(Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC), secrets);
    }

    private static String signature(String secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        mac.update((ID + "." + TIME + ".").getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(EVENT));
    }
}
