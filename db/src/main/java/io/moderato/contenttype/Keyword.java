package io.moderato.contenttype;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The keywords of JSON Schema (draft 2020-12) that a type's schema may have, by what stands in them. */
enum Keyword {
    /** What stands in it is a value. */
    VALUE(
            "$schema $comment $ref title description default examples deprecated readOnly writeOnly type enum const format multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems minContains maxContains maxProperties minProperties required dependentRequired"),
    /** A schema for values at whose place marks are found. */
    MARKED_SCHEMA("items"),
    /** Schemas by name, for values at whose place marks are found. */
    MARKED_SCHEMAS("properties"),
    /** A schema for values that other schemas describe, too. */
    SCHEMA("additionalProperties propertyNames contains not if then else"),
    /** Schemas by name. */
    SCHEMAS("patternProperties dependentSchemas"),
    /** A list of schemas. */
    SCHEMA_LIST("allOf anyOf oneOf"),
    /** Schemas by name to which others refer. */
    DEFINITIONS("$defs");

    private static final Map<String, Keyword> KNOWN = Arrays.stream(values())
            .flatMap(kind -> Arrays.stream(kind.names.split(" ")).map(name -> Map.entry(name, kind)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String names;

    Keyword(String names) {
        this.names = names;
    }

    /** Whether a schema may have that keyword. Names that begin with {@code x-} are notes, whatever stands in them. */
    static boolean isKnown(String name) {
        return KNOWN.containsKey(name) || name.startsWith("x-");
    }

    /** What stands in that keyword. */
    static Keyword of(String name) {
        return KNOWN.getOrDefault(name, VALUE);
    }

    /** The known names, in the order of the alphabet. */
    static String known() {
        return KNOWN.keySet().stream().sorted().collect(Collectors.joining(", "));
    }
}
