package io.moderato.model.ui;

import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Scorecard;
import io.moderato.model.scorecard.Scorecard.Measurement;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The measurements of a model, read from the {@code metrics.json} that the model was loaded with. */
sealed interface Measurements {
    JsonMapper JSON = JsonMapper.builder().build();

    /**
     * The model was measured.
     *
     * @param alone whether no rival was measured beside it
     */
    record Measured(Comparison comparison, boolean alone) implements Measurements {}

    /** The model came without measurements. */
    record None() implements Measurements {}

    /**
     * There is a text, but it does not hold readable measurements.
     *
     * @param why the cause, in the reader's words
     */
    record Unreadable(String why) implements Measurements {}

    /** Reads the text. There is an answer for any text. */
    static Measurements of(String metrics) {
        try {
            JsonNode json = JSON.readTree(metrics);
            if (json.isNull() || json.isMissingNode() || json.isObject() && json.isEmpty()) {
                return new None();
            }
            Comparison comparison = Comparison.of(json);
            String gap = gap(comparison);
            return gap.isEmpty() ? new Measured(comparison, comparison.rivals().isEmpty()) : new Unreadable(gap);
        } catch (JacksonException broken) {
            return new Unreadable("It is not JSON: " + broken.getOriginalMessage());
        } catch (IllegalArgumentException other) {
            return new Unreadable(
                    other.getCause() instanceof JacksonException unexpected
                            ? "It does not have the fields of a comparison" + place(unexpected) + "."
                            : String.valueOf(other.getMessage()) + ".");
        }
    }

    /** The place of the fault in the file, as far as it is known, such as {@code models[0].measurements}. */
    private static String place(JacksonException unexpected) {
        StringBuilder place = new StringBuilder();
        for (JacksonException.Reference step : unexpected.getPath()) {
            if (step.getPropertyName() != null) {
                place.append(place.isEmpty() ? "" : ".").append(step.getPropertyName());
            } else if (step.getIndex() >= 0) {
                place.append('[').append(step.getIndex()).append(']');
            }
        }
        return place.isEmpty() ? "" : " at " + place;
    }

    /** The first missing thing that the figures need; empty if nothing is missing. */
    private static String gap(Comparison comparison) {
        for (Scorecard model : comparison.models()) {
            for (Measurement measurement : model.measurements()) {
                if (isNull(measurement.set()) || isNull(measurement.category())) {
                    return "A measurement does not name its set or its category.";
                }
            }
            if (model.reliability().stream().anyMatch(of -> isNull(of.category()))) {
                return "A reliability diagram does not name its category.";
            }
            if (model.curves().stream().anyMatch(curve -> curve.x().isEmpty() || isNull(curve.kind()))) {
                return "A curve has no points, or does not say what it shows.";
            }
            if (rateIsMissing(model)) {
                return "A false-positive rate has no group or no counts.";
            }
        }
        return comparison.model().measurements().isEmpty() ? "Nothing was measured on any set." : "";
    }

    private static boolean rateIsMissing(Scorecard model) {
        return model.behaviour().groups().stream()
                .anyMatch(of ->
                        isNull(of.group()) || isNull(of.source()) || isNull(of.rejected()) || isNull(of.reviewed()));
    }

    /** Whether a component is null: JSON may leave out components of records, whatever their types promise. */
    @SuppressWarnings("ConstantValue")
    private static boolean isNull(@org.jspecify.annotations.Nullable Object component) {
        return component == null;
    }
}
