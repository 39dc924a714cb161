package io.moderato.webhook.store;

import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Keeps signing secrets unreadable for whoever has the database alone: AES-256-GCM under a key of the processes. A sealed secret opens only
 * for its own subscription, so it cannot be moved to another row.
 */
@Component
class SealedSecrets {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final List<SecretKeySpec> keys;

    SealedSecrets(WebhookSettings settings) {
        this.keys = settings.keys().stream().map(SealedSecrets::key).toList();
    }

    /**
     * The secret, sealed for that subscription.
     *
     * @throws ProblemException UNAVAILABLE if this process has no key
     */
    byte[] seal(UUID subscription, SigningSecret secret) {
        if (keys.isEmpty()) {
            throw new ProblemException(
                    ProblemKey.UNAVAILABLE,
                    "Webhooks are not set up: whoever runs this platform has to set MODERATO_WEBHOOK_KEYS.");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), nonce, subscription)
                    .doFinal(secret.bytes());
            return ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("A signing secret was not sealed", impossible);
        }
    }

    /** Whether this process has a key. */
    boolean areConfigured() {
        return !keys.isEmpty();
    }

    /**
     * The secret that was sealed for that subscription.
     *
     * @throws UnopenedSecretException if no key of this process opens it
     */
    SigningSecret open(UUID subscription, byte[] sealed) {
        return keys.stream()
                .flatMap(key -> open(key, subscription, sealed).stream())
                .findFirst()
                .orElseThrow(() -> new UnopenedSecretException(subscription));
    }

    /**
     * The secret sealed anew by the first key; empty if it is already sealed by that one.
     *
     * @throws UnopenedSecretException if no key of this process opens it
     */
    Optional<byte[]> renewed(UUID subscription, byte[] sealed) {
        return open(keys.getFirst(), subscription, sealed).isPresent()
                ? Optional.empty()
                : Optional.of(seal(subscription, open(subscription, sealed)));
    }

    /** The secret; empty if it was sealed by another key. */
    private static Optional<SigningSecret> open(SecretKeySpec key, UUID subscription, byte[] sealed) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        try {
            return Optional.of(SigningSecret.of(cipher(Cipher.DECRYPT_MODE, key, nonce, subscription)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES)));
        } catch (AEADBadTagException otherKey) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("A signing secret was not opened", impossible);
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, UUID subscription)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(subscription.toString().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    /** Operators' keys are long random texts, so one hash is enough to make a key of them. */
    private static SecretKeySpec key(String text) {
        try {
            return new SecretKeySpec(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)), "AES");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
