package io.moderato.surface.web;

import io.moderato.problem.web.ErrorForm;
import io.swagger.v3.oas.models.info.Info;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An API that we offer. A new surface needs only a bean of this type, and controllers below its prefixes. Keys, scopes, rate limits, sizes,
 * errors and the OpenAPI document follow from the bean.
 *
 * @param name        the surface's name in the address of its OpenAPI document
 * @param prefixes    the beginnings of its addresses, such as {@code /api/v1}; surfaces must not share addresses
 * @param keyPlaces   the places where a call may have its key; the first place with a key counts
 * @param errors      the form of errors
 * @param rates       the form in which callers are told their limits
 * @param description title, version and purpose in its OpenAPI document
 */
public record Surface(
        String name,
        List<String> prefixes,
        List<KeyPlace> keyPlaces,
        ErrorForm<?> errors,
        RateForm rates,
        Info description) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9$._-]+)+");

    /**
     * Checks names and prefixes.
     *
     * @throws IllegalArgumentException if a name or prefix cannot be part of an address, or if there is no prefix or no place for the key
     */
    public Surface {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'%s' is not a surface's name such as v1".formatted(name));
        }
        prefixes.stream()
                .filter(prefix -> !PREFIX.matcher(prefix).matches())
                .findAny()
                .ifPresent(prefix -> {
                    throw new IllegalArgumentException(
                            "'%s' of the surface '%s' is not a prefix such as /api/v1".formatted(prefix, name));
                });
        if (prefixes.isEmpty() || keyPlaces.isEmpty()) {
            throw new IllegalArgumentException(
                    "The surface '%s' has no prefix or no place for the key".formatted(name));
        }
        prefixes = List.copyOf(prefixes);
        keyPlaces = List.copyOf(keyPlaces);
    }

    /** A surface that tells limits in the same headers as our own API. */
    public Surface(
            String name, List<String> prefixes, List<KeyPlace> keyPlaces, ErrorForm<?> errors, Info description) {
        this(name, prefixes, keyPlaces, errors, new RateHeaders(), description);
    }

    /** Whether the address belongs to this surface. */
    public boolean covers(String path) {
        return prefixes.stream()
                .anyMatch(prefix -> path.startsWith(prefix)
                        && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/'));
    }
}
