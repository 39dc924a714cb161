package io.moderato.client;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 writes it.
 *
 * @param type      its stable name, such as {@code urn:moderato:problem:invalid-field}
 * @param title     the problem in a few words
 * @param status    the HTTP status
 * @param detail    what happened and what to do, for people
 * @param pointer   JSON pointer to the field at fault
 * @param requestId the request in the platform's logs
 */
public record Problem(
        @Nullable String type,
        @Nullable String title,
        int status,
        @Nullable String detail,
        @Nullable String pointer,
        @Nullable String requestId) {
    /** The last part of the type, such as {@code invalid-field}; empty if there is no type. */
    public String key() {
        return type == null ? "" : type.substring(type.lastIndexOf(':') + 1);
    }
}
