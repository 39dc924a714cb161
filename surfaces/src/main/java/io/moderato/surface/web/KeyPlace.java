package io.moderato.surface.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A place in a call where the key may be. */
public sealed interface KeyPlace {
    /** The key at that place, or null if there is none. */
    @Nullable
    String in(HttpServletRequest request);

    /** The form in which a caller writes the key, such as {@code X-API-Key: KEY}. */
    String words();

    /** The header {@code Authorization: Bearer KEY}. */
    record Bearer() implements KeyPlace {
        private static final String SCHEME = "Bearer ";

        @Override
        public @Nullable String in(HttpServletRequest request) {
            String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
            return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                    ? authorization.substring(SCHEME.length()).strip()
                    : null;
        }

        @Override
        public String words() {
            return "Authorization: Bearer KEY";
        }
    }

    /** A header that holds only the key. */
    record Header(String name) implements KeyPlace {
        @Override
        public @Nullable String in(HttpServletRequest request) {
            return request.getHeader(name);
        }

        @Override
        public String words() {
            return name + ": KEY";
        }
    }

    /**
     * A query parameter. Keys in addresses are written into the logs of proxies, so this is only for vendors whose clients send keys there.
     */
    record Query(String name) implements KeyPlace {
        @Override
        public @Nullable String in(HttpServletRequest request) {
            // getParameter would read the body of a form, but nothing may be read before the key is known
            String query = request.getQueryString();
            if (query != null) {
                for (String parameter : query.split("&")) {
                    if (parameter.startsWith(name + "=")) {
                        return URLDecoder.decode(parameter.substring(name.length() + 1), StandardCharsets.UTF_8);
                    }
                }
            }
            return null;
        }

        @Override
        public String words() {
            return "?" + name + "=KEY";
        }
    }
}
