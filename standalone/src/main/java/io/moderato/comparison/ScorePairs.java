package io.moderato.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The scores of texts that both endpoints scored, by attribute. */
final class ScorePairs {
    private final Map<String, List<double[]>> byAttribute = new TreeMap<>();
    private int unread;

    /** Adds a text; an attribute that only one of the two scored is left out. */
    void add(Map<String, Double> before, Map<String, Double> ours) {
        boolean any = false;
        for (Map.Entry<String, Double> score : before.entrySet()) {
            Double our = ours.get(score.getKey());
            if (our != null) {
                byAttribute
                        .computeIfAbsent(score.getKey(), attribute -> new ArrayList<>())
                        .add(new double[] {score.getValue(), our});
                any = true;
            }
        }
        unread += any ? 0 : 1;
    }

    List<String> attributes() {
        return List.copyOf(byAttribute.keySet());
    }

    /** How many texts have no attribute that both scored. */
    int unread() {
        return unread;
    }

    double[] before(String attribute) {
        return column(attribute, 0);
    }

    double[] ours(String attribute) {
        return column(attribute, 1);
    }

    private double[] column(String attribute, int which) {
        return byAttribute.getOrDefault(attribute, List.of()).stream()
                .mapToDouble(pair -> pair[which])
                .toArray();
    }
}
