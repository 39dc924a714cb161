package io.moderato.address;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What to send where. */
public final class Call {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    /** The client writes these itself; a caller's would speak of another message than is sent. */
    private static final Set<String> OF_THE_CLIENT =
            Set.of("host", "content-length", "transfer-encoding", "connection", "expect", "upgrade", "te", "trailer");

    /** Headers that tell nothing of the sender and go wherever an answer redirects to. */
    private static final Set<String> HARMLESS = Set.of("accept", "accept-language", "content-type", "user-agent");

    private final String method;
    private final URI address;
    private final Map<String, String> headers;
    private final byte @Nullable [] body;

    private Call(String method, URI address, Map<String, String> headers, byte @Nullable [] body) {
        this.method = method;
        this.address = address;
        this.headers = headers;
        this.body = body;
    }

    /**
     * A call.
     *
     * @param headers by their names, which may be written in any case; those that belong to the transfer are the client's own
     * @param body null for none
     * @throws IllegalArgumentException if the method or a header is not for callers to choose
     */
    public static Call of(String method, URI address, Map<String, String> headers, byte @Nullable [] body) {
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("The method '%s' is not one of %s".formatted(method, METHODS));
        }
        headers.keySet().stream()
                .filter(name -> OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("The header '%s' is written by the client".formatted(name));
                });
        return new Call(
                method,
                address,
                Collections.unmodifiableMap(new LinkedHashMap<>(headers)),
                body == null ? null : body.clone());
    }

    /** A call that fetches something. */
    public static Call get(URI address) {
        return of("GET", address, Map.of(), null);
    }

    String method() {
        return method;
    }

    URI address() {
        return address;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte @Nullable [] body() {
        return body == null ? null : body.clone();
    }

    /**
     * The call that follows an answer which redirects (RFC 9110, 15.4). Another origin gets no header that could hold a secret.
     *
     * @param kept whether method and body stay (307, 308); else a body is not sent again
     * @throws RefusedAddressException if the body would go to another origin, or from HTTPS to plain HTTP
     */
    Call redirected(URI target, boolean kept) {
        boolean sameOrigin = origin(address).equals(origin(target));
        boolean keepsBody = kept && body != null;
        if ("https".equalsIgnoreCase(address.getScheme()) && !"https".equalsIgnoreCase(target.getScheme())) {
            throw new RefusedAddressException(
                    "%s redirects to an address without encryption.".formatted(address.getHost()));
        }
        if (keepsBody && !sameOrigin) {
            throw new RefusedAddressException(
                    "%s asks to send what was meant for it to another host.".formatted(address.getHost()));
        }
        Map<String, String> sent = new LinkedHashMap<>(headers);
        sent.keySet().removeIf(name -> {
            String lower = name.toLowerCase(Locale.ROOT);
            return !sameOrigin && !HARMLESS.contains(lower) || !keepsBody && lower.equals("content-type");
        });
        boolean asks = method.equals("GET") || method.equals("HEAD");
        return new Call(kept || asks ? method : "GET", target, sent, keepsBody ? body : null);
    }

    private static String origin(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + AddressGuard.name(address) + ":" + port;
    }

    /** Where it goes, without what might be secret in its path, headers or body. */
    @Override
    public String toString() {
        return method + " " + origin(address);
    }
}
