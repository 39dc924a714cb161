package io.moderato.comparison;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From which old score a caller acted: one limit for all attributes, and others for some. */
record Limits(double usual, Map<String, Double> byAttribute) {
    /**
     * Limits as they are written: {@code 0.8} for all, {@code TOXICITY=0.8} for one.
     *
     * @throws ComparisonFailure if one is not a number between 0 and 1
     */
    static Limits parse(List<String> written, double usual) {
        double all = usual;
        Map<String, Double> some = new HashMap<>();
        for (String each : written) {
            int equals = each.lastIndexOf('=');
            double limit = number(each.substring(equals + 1).strip());
            if (equals < 0) {
                all = limit;
            } else {
                some.put(each.substring(0, equals).strip(), limit);
            }
        }
        return new Limits(all, Map.copyOf(some));
    }

    double of(String attribute) {
        return byAttribute.getOrDefault(attribute, usual);
    }

    private static double number(String text) {
        try {
            double number = Double.parseDouble(text);
            if (number >= 0 && number <= 1) {
                return number;
            }
        } catch (NumberFormatException wrong) {
            // said below
        }
        throw new ComparisonFailure("A limit is a number between 0 and 1, not '%s'.".formatted(text));
    }
}
