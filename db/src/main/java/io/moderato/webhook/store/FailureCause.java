package io.moderato.webhook.store;

/** Why a call was not taken. */
public enum FailureCause {
    /** The address may not be called, or what its name leads to may not. */
    REFUSED_ADDRESS,
    /** Nobody knows the host's name. */
    UNKNOWN_HOST,
    /** Nobody listens there, or the network does not lead there. */
    NO_CONNECTION,
    /** The encrypted connection did not come about: an untrusted or expired certificate, or one of another host. */
    CERTIFICATE,
    /** It took too long. */
    TIMEOUT,
    /** What came back is not HTTP, or the connection broke. */
    BROKEN_ANSWER,
    /** The receiver answered with a redirect; redirects are not followed. */
    REDIRECT,
    /** The receiver does not want this call: 4xx. */
    REFUSED_BY_RECEIVER,
    /** The receiver wants no call any more: 410. The subscription is disabled. */
    GONE,
    /** The receiver failed: 5xx, or another status that is not 2xx. */
    RECEIVER_FAILED,
    /** It was not sent: the receiver took nothing for as long as deliveries are tried, the subscription stayed disabled, or we failed. */
    NOT_SENT
}
