package io.moderato.content.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Checks addresses in contents. */
final class Addresses {
    /** The most characters of an address. */
    static final int MAX_LENGTH = 2000;

    /** The fault of a text that is no such address. */
    static final String NOT_WEB =
            "This is not an http or https address. Percent-encode spaces and other special characters.";

    private static final String TOO_LONG = "An address has at most %,d characters.".formatted(MAX_LENGTH);
    private static final String INLINE = "data:image/";

    private Addresses() {}

    /** The fault of an http or https address, if there is one. The length is checked first, then the syntax. */
    static Optional<String> fault(String address, String otherwise) {
        if (address.length() > MAX_LENGTH) {
            return Optional.of(TOO_LONG);
        }
        return isWeb(address) ? Optional.empty() : Optional.of(otherwise);
    }

    /** Whether the text is the image itself and not the address of an image. */
    static boolean isInline(String image) {
        return image.regionMatches(true, 0, INLINE, 0, INLINE.length());
    }

    private static boolean isWeb(String address) {
        try {
            URI uri = new URI(address);
            String scheme = uri.getScheme();
            return scheme != null
                    && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                    && uri.getRawAuthority() != null;
        } catch (URISyntaxException wrong) {
            return false;
        }
    }
}
