package io.moderato.webhook.store;

/** Where a delivery stands. */
public enum DeliveryState {
    /** It is sent as soon as its turn comes. */
    WAITING,
    /** The receiver took it. */
    DELIVERED,
    /** It is not tried any more; an admin may have it sent again. */
    DEAD
}
