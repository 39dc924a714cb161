package io.moderato.client;

/** A webhook that does not come from the platform, was changed, is old or is not an event. Answer it with 400. */
public final class WebhookRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WebhookRefusedException(String message) {
        super(message);
    }
}
