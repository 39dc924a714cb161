package io.moderato.webhook.store;

import java.security.SecureRandom;
import java.util.Base64;

/** What a webhook is signed with: {@code whsec_} and Base64, as Standard Webhooks writes it. */
public final class SigningSecret {
    private static final String MARK = "whsec_";
    private static final int BYTES = 32;

    private final byte[] bytes;

    private SigningSecret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** A new one with 256 random bits. */
    static SigningSecret random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new SigningSecret(bytes);
    }

    static SigningSecret of(byte[] bytes) {
        return new SigningSecret(bytes);
    }

    /** The key of the signature. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** As the receiver gets it, once. */
    public String text() {
        return MARK + Base64.getEncoder().encodeToString(bytes);
    }

    /** Hides the secret, so that no log shows it. */
    @Override
    public String toString() {
        return MARK + "…";
    }
}
