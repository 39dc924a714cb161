package io.moderato.content.web;

import io.moderato.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The items of a call that has many: what callers are told about those that cannot be taken. */
public final class BatchItems {
    private static final int LONGEST_ID = 200;

    private BatchItems() {}

    /** The JSON pointer to an item. */
    public static String pointer(int place) {
        return "/items/" + place;
    }

    /** The external id of an item that may have other faults; null if it has none that is one. */
    public static @Nullable String externalIdOf(JsonNode item) {
        JsonNode id = item.path("externalId");
        return id.isString() && id.stringValue().length() <= LONGEST_ID ? id.stringValue() : null;
    }

    /** The problem of an item, told at its place. */
    public static ProblemException at(int place, ProblemException why) {
        String within = why.pointer() == null ? "" : why.pointer();
        return new ProblemException(why.key(), String.valueOf(why.getMessage()), pointer(place) + within, why);
    }
}
