package io.moderato.contenttype;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a type's schema has to keep beside the rules of JSON Schema: it is bounded with its references unfolded, refers to nothing outside,
 * never to itself, its patterns take linear time, and its marks stand where they are found.
 */
final class SchemaRules {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final Pattern REFERENCE = Pattern.compile("#/\\$defs/[A-Za-z0-9_.-]+");
    private static final int MOST_PARTS = 500;
    private static final int DEEPEST = 12;
    private static final int LONGEST_PATTERN = 500;
    private static final int MOST_PATTERN_STEPS = 2000;

    private final JsonNode root;
    private final Deque<String> unfolding = new ArrayDeque<>();
    private int parts;
    private long patternSteps;
    private boolean hasAuthor;
    private boolean isExamined;

    private SchemaRules(JsonNode root) {
        this.root = root;
    }

    /**
     * Checks a schema that keeps the rules of JSON Schema.
     *
     * @throws SchemaFault naming the first fault
     */
    static void check(JsonNode schema) {
        SchemaRules rules = new SchemaRules(schema);
        if (!schema.path("type").asString("").equals("object")
                || !schema.path("properties").isObject()) {
            throw new SchemaFault(
                    "", "The fields are an object: say \"type\": \"object\" and what \"properties\" it has.");
        }
        if (schema.has(Mark.KEYWORD)) {
            throw new SchemaFault(
                    "/" + Mark.KEYWORD,
                    "A mark belongs to a text in it, not to the whole. Put it into one of the 'properties'.");
        }
        rules.visit(schema, "", Place.ONCE, 0);
        if (!rules.isExamined) {
            throw new SchemaFault(
                    "/properties",
                    "There is nothing to examine. Mark at least one property with \"%s\": \"text\" or \"image\"."
                            .formatted(Mark.KEYWORD));
        }
    }

    /** Where a schema stands, as far as marks are concerned. */
    private enum Place {
        /** Its value is there at most once. */
        ONCE,
        /** It describes the entries of a list. */
        IN_LIST,
        /** What it describes is described by other schemas, too, so nobody would look for a mark here. */
        BESIDE,
        /** It is a definition; marks are looked at where a reference stands. */
        DEFINITION
    }

    private void visit(JsonNode schema, String pointer, Place place, int level) {
        if (schema.isBoolean()) {
            return;
        }
        if (++parts > MOST_PARTS || level > DEEPEST) {
            throw new SchemaFault(
                    pointer,
                    "The schema is too large here: with references unfolded it has at most %d parts and %d levels. Make it simpler."
                            .formatted(MOST_PARTS, DEEPEST));
        }
        schema.propertyNames().forEach(name -> requireKnown(name, pointer));
        requireDialect(schema, pointer);
        requireLinear(schema.path("pattern").asString(null), pointer + "/pattern");
        requireOneSource(schema, pointer);
        requireContainer(schema, pointer, "properties", "object");
        requireContainer(schema, pointer, "items", "array");
        mark(schema, pointer, place);
        if (schema.has("$ref")) {
            unfold(schema.path("$ref").asString(), pointer + "/$ref", place, level);
        }
        schema.forEachEntry(
                (name, value) -> children(name, value, pointer + "/" + Pointers.escaped(name), place, level));
    }

    private void children(String name, JsonNode value, String pointer, Place place, int level) {
        switch (Keyword.of(name)) {
            case VALUE -> {}
            case MARKED_SCHEMA -> visit(value, pointer, place == Place.ONCE ? Place.IN_LIST : place, level + 1);
            case MARKED_SCHEMAS -> named(value, pointer, place, level);
            case SCHEMA -> visit(value, pointer, Place.BESIDE, level + 1);
            case SCHEMAS -> {
                if (name.equals("patternProperties")) {
                    value.propertyNames().forEach(each -> requireLinear(each, pointer + "/" + Pointers.escaped(each)));
                }
                named(value, pointer, Place.BESIDE, level);
            }
            case SCHEMA_LIST -> {
                for (int i = 0; i < value.size(); i++) {
                    visit(value.path(i), pointer + "/" + i, Place.BESIDE, level + 1);
                }
            }
            case DEFINITIONS -> {
                if (level > 0) {
                    throw new SchemaFault(pointer, "Definitions stand at the top of the schema. Move '$defs' there.");
                }
                named(value, pointer, Place.DEFINITION, level);
            }
        }
    }

    private void named(JsonNode schemas, String pointer, Place place, int level) {
        schemas.forEachEntry((name, each) -> visit(each, pointer + "/" + Pointers.escaped(name), place, level + 1));
    }

    private void unfold(String reference, String pointer, Place place, int level) {
        if (!REFERENCE.matches(reference)) {
            throw new SchemaFault(
                    pointer,
                    "A reference stays within the schema: write \"#/$defs/NAME\", and define NAME in '$defs'.");
        }
        JsonNode target = root.at(reference.substring(1));
        if (target.isMissingNode()) {
            throw new SchemaFault(pointer, "There is no '%s' in this schema.".formatted(reference.substring(2)));
        }
        if (unfolding.contains(reference)) {
            throw new SchemaFault(
                    pointer, "'%s' leads back to itself, so it has no end.".formatted(reference.substring(2)));
        }
        unfolding.push(reference);
        visit(target, pointer, place, level + 1);
        unfolding.pop();
    }

    private void mark(JsonNode schema, String pointer, Place place) {
        if (!schema.has(Mark.KEYWORD)) {
            return;
        }
        String at = pointer + "/" + Mark.KEYWORD;
        Mark mark = Mark.ofKey(schema.path(Mark.KEYWORD).asString(""))
                .orElseThrow(() -> new SchemaFault(at, "A mark is \"text\", \"image\", \"address\" or \"author\"."));
        if (!types(schema).equals(Set.of("string"))) {
            throw new SchemaFault(
                    pointer, "What is marked is a text: say \"type\": \"string\" here, or in a list's 'items'.");
        }
        switch (place) {
            case BESIDE ->
                throw new SchemaFault(
                        at,
                        "A mark is not found here. Put it into 'properties' or 'items', outside of conditions and alternatives.");
            case DEFINITION -> {}
            case ONCE, IN_LIST -> count(mark, at, place);
        }
    }

    private void count(Mark mark, String at, Place place) {
        switch (mark) {
            case TEXT, IMAGE -> isExamined = true;
            case ADDRESS -> {}
            case AUTHOR -> {
                if (hasAuthor || place == Place.IN_LIST) {
                    throw new SchemaFault(
                            at, "A content has one author. Mark one property as author, outside of lists.");
                }
                hasAuthor = true;
            }
        }
    }

    /** The types that a schema allows, without null. */
    private static Set<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        Set<String> types = new HashSet<>();
        if (type.isArray()) {
            type.forEach(each -> types.add(each.asString("")));
        } else {
            types.add(type.asString(""));
        }
        types.remove("null");
        return types;
    }

    /** What a value is, and where its marks are, is said in one place: here or where the reference leads. */
    private static void requireOneSource(JsonNode schema, String pointer) {
        for (String keyword : List.of("type", "properties", "items", Mark.KEYWORD)) {
            if (schema.has("$ref") && schema.has(keyword)) {
                throw new SchemaFault(
                        pointer + "/" + keyword,
                        "'%s' does not stand beside '$ref'. Put it into what the reference leads to, or leave the reference out."
                                .formatted(keyword));
            }
        }
    }

    private static void requireContainer(JsonNode schema, String pointer, String keyword, String type) {
        if (schema.has(keyword) && !types(schema).equals(Set.of(type))) {
            throw new SchemaFault(
                    pointer,
                    "What has '%s' says \"type\": \"%s\", or it might be something else.".formatted(keyword, type));
        }
    }

    private static void requireKnown(String name, String pointer) {
        if (!Keyword.isKnown(name)) {
            throw new SchemaFault(
                    pointer + "/" + Pointers.escaped(name),
                    "'%s' cannot be used in the schema of a type. What can be used: %s, and notes that begin with 'x-'."
                            .formatted(name.length() > 50 ? name.substring(0, 50) + "…" : name, Keyword.known()));
        }
    }

    private static void requireDialect(JsonNode schema, String pointer) {
        if (schema.has("$schema")
                && !(pointer.isEmpty() && schema.path("$schema").asString("").equals(DIALECT))) {
            throw new SchemaFault(
                    pointer + "/$schema",
                    "The schema is of draft 2020-12: leave this out, or say \"%s\" at the top.".formatted(DIALECT));
        }
    }

    private void requireLinear(@Nullable String pattern, String pointer) {
        if (pattern == null) {
            return;
        }
        if (pattern.contains("\\Q")) {
            throw new SchemaFault(pointer, "A pattern quotes with \\ before each character, not with \\Q.");
        }
        patternSteps += pattern.length() > LONGEST_PATTERN ? MOST_PATTERN_STEPS : PatternSize.of(pattern);
        if (patternSteps >= MOST_PATTERN_STEPS) {
            throw new SchemaFault(
                    pointer,
                    "The patterns up to here need too much work: with counted repetitions unfolded they have fewer than %,d steps together, and each has at most %d characters. Make them simpler, or use maxLength."
                            .formatted(MOST_PATTERN_STEPS, LONGEST_PATTERN));
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException wrong) {
            throw new SchemaFault(
                    pointer,
                    "This is not a pattern in RE2 syntax, which is what takes linear time: %s."
                            .formatted(wrong.getDescription()),
                    wrong);
        }
    }
}
