package io.moderato.batch.output;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How often what was seen, by names that lead to it. What tasks have counted can be added up in any order. */
public final class Counts implements Serializable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BETWEEN = "/";

    private final TreeMap<String, Long> counts;

    /** Nothing was seen yet. */
    public Counts() {
        this(Map.of());
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Counts(Map<String, Long> counts) {
        this.counts = new TreeMap<>(counts);
    }

    @JsonValue
    Map<String, Long> counts() {
        return counts;
    }

    /** All of them together. */
    public static Counts sum(Collection<Counts> all) {
        Counts sum = new Counts();
        all.forEach(each -> each.counts.forEach((name, count) -> sum.counts.merge(name, count, Long::sum)));
        return sum;
    }

    /** It was seen once more. */
    public void add(String... names) {
        add(1, names);
    }

    /** It was seen so many times more. */
    public void add(long times, String... names) {
        if (times != 0) {
            counts.merge(String.join(BETWEEN, names), times, Long::sum);
        }
    }

    /** How often it was seen. */
    public long of(String... names) {
        return counts.getOrDefault(String.join(BETWEEN, names), 0L);
    }

    /** What was counted right below a name. */
    public Map<String, Long> below(String... names) {
        String begin = String.join(BETWEEN, names) + BETWEEN;
        Map<String, Long> below = new TreeMap<>();
        counts.tailMap(begin).forEach((name, count) -> {
            if (name.startsWith(begin) && name.indexOf(BETWEEN, begin.length()) < 0) {
                below.put(name.substring(begin.length()), count);
            }
        });
        return below;
    }

    /** As objects in objects, one for each name on the way. */
    public ObjectNode nested() {
        ObjectNode nested = JSON.createObjectNode();
        counts.forEach((name, count) -> {
            String[] names = name.split(BETWEEN);
            ObjectNode at = nested;
            for (int i = 0; i < names.length - 1; i++) {
                at = at.withObjectProperty(names[i]);
            }
            at.put(names[names.length - 1], count);
        });
        return nested;
    }
}
