package io.moderato.address;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came back.
 *
 * @param address where it came from, after redirects
 * @param headers by their names in lower case
 * @param body as it was transferred, up to the limit; not decompressed
 * @param cut whether there was more of the body than the limit
 */
public record Answer(int status, URI address, Map<String, List<String>> headers, byte[] body, boolean cut) {
    /** Whether the status is 2xx. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The first value of that header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }
}
