package io.moderato.perspective.web;

import io.moderato.problem.ProblemException;
import tools.jackson.databind.JsonNode;

/** Reads numbers in the way of Google's JSON readers, which also accept a number in a text. */
final class Numbers {
    private static final int MAX_LENGTH = 40;

    private Numbers() {}

    /**
     * The number.
     *
     * @throws ProblemException INVALID_FIELD if the JSON is not a number, or not finite
     */
    static double of(JsonNode json, String pointer) {
        double number =
                json.isNumber() ? json.doubleValue() : json.isString() ? parsed(json.stringValue()) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw ProblemException.invalidField(pointer, "Expected a number.");
        }
        return number;
    }

    private static double parsed(String text) {
        try {
            return text.length() > MAX_LENGTH ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException wrong) {
            return Double.NaN;
        }
    }
}
