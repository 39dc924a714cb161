package io.moderato.archive.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A table that is read in the order of one column. The names and the type are quoted for use in statements. */
record KeyedTable(String table, String key, String keyType) {
    /** The contents of the platform. */
    static final KeyedTable CONTENT = new KeyedTable("content", "id", "uuid");

    /**
     * Cuts the rows between two keys into ranges of about as many rows.
     *
     * @param after a key that is before all of them; null for none
     * @param last  the last key; null for the last that there is
     * @return no range if there is no row. This walks once through the index of the key.
     */
    List<KeyRange> ranges(JdbcClient jdbc, @Nullable String after, @Nullable String last, int rows) {
        Optional<String> end = greatest(jdbc, after, last);
        List<KeyRange> ranges = new ArrayList<>();
        if (end.isEmpty()) {
            return ranges;
        }
        String from = after;
        while (true) {
            Optional<String> next = nth(jdbc, from, end.get(), rows);
            if (next.isEmpty() || next.get().equals(end.get())) {
                ranges.add(new KeyRange(from, end.get()));
                return ranges;
            }
            ranges.add(new KeyRange(from, next.get()));
            from = next.get();
        }
    }

    private Optional<String> greatest(JdbcClient jdbc, @Nullable String after, @Nullable String last) {
        return jdbc.sql("SELECT %s::text FROM %s WHERE %s ORDER BY %s DESC LIMIT 1"
                        .formatted(key, table, within(after != null, last != null), key))
                .params(bounds(after, last))
                .query(String.class)
                .optional();
    }

    private Optional<String> nth(JdbcClient jdbc, @Nullable String after, String last, int n) {
        return jdbc.sql("SELECT %s::text FROM %s WHERE %s ORDER BY %s OFFSET %d LIMIT 1"
                        .formatted(key, table, within(after != null, true), key, n - 1))
                .params(bounds(after, last))
                .query(String.class)
                .optional();
    }

    /** The condition for a range, with a parameter for each end that there is. */
    String within(boolean hasAfter, boolean hasLast) {
        return (hasAfter ? "%s > ?::%s".formatted(key, keyType) : "true")
                + (hasLast ? " AND %s <= ?::%s".formatted(key, keyType) : "");
    }

    /** The parameters of that condition. */
    static List<String> bounds(@Nullable String after, @Nullable String last) {
        List<String> bounds = new ArrayList<>();
        if (after != null) {
            bounds.add(after);
        }
        if (last != null) {
            bounds.add(last);
        }
        return bounds;
    }
}
