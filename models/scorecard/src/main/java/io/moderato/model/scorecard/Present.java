package io.moderato.model.scorecard;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses a value that is missing in JSON although its type promises it. */
final class Present {
    private Present() {}

    static <T> T value(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    static <T> List<T> list(@Nullable List<T> list, String name) {
        return List.copyOf(value(list, name));
    }

    static <T> Map<String, T> map(@Nullable Map<String, T> map, String name) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(value(map, name)));
    }
}
