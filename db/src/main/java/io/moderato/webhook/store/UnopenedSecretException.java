package io.moderato.webhook.store;

import java.util.UUID;

/** A signing secret that was sealed with a key which this process does not have. */
public final class UnopenedSecretException extends RuntimeException {
    UnopenedSecretException(UUID subscription) {
        super("No key of MODERATO_WEBHOOK_KEYS opens the signing secret of the subscription " + subscription);
    }
}
