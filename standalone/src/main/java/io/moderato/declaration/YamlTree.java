package io.moderato.declaration;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A YAML 1.2 document as a tree of JSON, with the line of each of its values. In YAML 1.2 {@code no} is a word and not a truth value, as lists
 * of words need it. Anchors, aliases, tags and second documents are refused, so a small file is a small tree.
 */
final class YamlTree {
    private static final int DEEPEST = 40;
    private static final ScalarResolver RESOLVER = new JsonSchema().getScalarResolver();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String file;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Deque<Level> open = new ArrayDeque<>();
    private @Nullable JsonNode root;
    private int documents;

    private YamlTree(String file) {
        this.file = file;
    }

    /**
     * The tree of a text.
     *
     * @param file what the file is called in faults
     * @throws DeclarationException if it is not YAML, or not as simple as it has to be
     */
    static YamlTree of(String file, String text) {
        YamlTree tree = new YamlTree(file);
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(Math.max(1, text.length()))
                .build();
        try {
            for (Event event : new Parse(settings).parseString(text)) {
                tree.take(event);
            }
        } catch (MarkedYamlEngineException wrong) {
            int line = wrong.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw tree.fault(line, "", "this is not YAML: " + wrong.getProblem());
        } catch (YamlEngineException wrong) {
            throw tree.fault(1, "", "this is not YAML: " + wrong.getMessage());
        }
        if (tree.root == null) {
            throw tree.fault(1, "", "the file is empty");
        }
        return tree;
    }

    JsonNode root() {
        return Objects.requireNonNull(root);
    }

    /** A fault of what stands at that JSON pointer, with its line. */
    String at(String pointer, String fault) {
        return located(line(pointer), pointer, fault);
    }

    /** The line of what stands at that JSON pointer or, if nothing does, of what it would stand in. */
    int line(String pointer) {
        String place = pointer;
        while (!lines.containsKey(place) && !place.isEmpty()) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return lines.getOrDefault(place, 1);
    }

    private void take(Event event) {
        if (event instanceof DocumentStartEvent && ++documents > 1) {
            throw fault(line(event), "", "a second document begins here; a file has one");
        }
        if (event instanceof AliasEvent
                || event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw fault(line(event), place(), "anchors (&) and aliases (*) are not taken; write it out");
        }
        switch (event) {
            case ScalarEvent scalar -> value(scalar);
            case CollectionStartEvent start -> begin(start);
            case CollectionEndEvent _ -> open.pop();
            default -> {
                // begins and ends of the stream and the document
            }
        }
    }

    private void value(ScalarEvent scalar) {
        Level level = open.peek();
        if (level != null && level.awaitsKey()) {
            key(level, scalar);
        } else {
            add(line(scalar), resolved(scalar));
        }
    }

    private void key(Level level, ScalarEvent scalar) {
        String key = scalar.getValue();
        level.key = key;
        String place = place();
        if (level.node.has(key)) {
            throw fault(
                    line(scalar),
                    place,
                    "'%s' stands here twice; the first is in line %d".formatted(key, lines.getOrDefault(place, 1)));
        }
        lines.put(place, line(scalar));
    }

    private void begin(CollectionStartEvent start) {
        refuseTag(start, start.getTag());
        if (open.size() >= DEEPEST) {
            throw fault(line(start), place(), "this is nested deeper than %d levels".formatted(DEEPEST));
        }
        Level level = open.peek();
        if (level != null && level.awaitsKey()) {
            throw fault(line(start), place(), "a name is a text");
        }
        JsonNode node = start instanceof MappingStartEvent ? NODES.objectNode() : NODES.arrayNode();
        String place = add(line(start), node);
        open.push(new Level(node, place));
    }

    /** Puts a value where it belongs, and returns its place. */
    private String add(int line, JsonNode value) {
        Level level = open.peek();
        if (level == null) {
            root = value;
            lines.put("", line);
            return "";
        }
        String place = place();
        lines.putIfAbsent(place, line);
        if (level.node instanceof ObjectNode object) {
            object.set(Objects.requireNonNull(level.key), value);
            level.key = null;
        } else {
            ((ArrayNode) level.node).add(value);
        }
        return place;
    }

    private JsonNode resolved(ScalarEvent scalar) {
        refuseTag(scalar, scalar.getTag());
        String text = scalar.getValue();
        Tag tag = scalar.isPlain() ? RESOLVER.resolve(text, true) : Tag.STR;
        if (tag.equals(Tag.NULL)) {
            return NODES.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return NODES.booleanNode(Boolean.parseBoolean(text));
        }
        if (tag.equals(Tag.INT)) {
            return NODES.numberNode(new BigInteger(text));
        }
        if (tag.equals(Tag.FLOAT)) {
            try {
                return NODES.numberNode(new BigDecimal(text));
            } catch (NumberFormatException notFinite) {
                throw fault(line(scalar), place(), "'%s' is not a number that can stand here".formatted(text));
            }
        }
        return NODES.stringNode(text);
    }

    private void refuseTag(Event event, Optional<String> tag) {
        if (tag.isPresent()) {
            throw fault(line(event), place(), "tags (!) are not taken");
        }
    }

    /** The place of what comes next. */
    private String place() {
        Level level = open.peek();
        if (level == null) {
            return "";
        }
        return level.node instanceof ArrayNode array
                ? level.place + "/" + array.size()
                : level.key == null ? level.place : level.place + "/" + escaped(level.key);
    }

    private DeclarationException fault(int line, String place, String fault) {
        return new DeclarationException(located(line, place, fault));
    }

    private String located(int line, String place, String fault) {
        return "%s:%d: %s%s".formatted(file, line, place.isEmpty() ? "" : place + ": ", fault);
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** A name as a step of a JSON pointer. */
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static final class Level {
        private final JsonNode node;
        private final String place;
        private @Nullable String key;

        Level(JsonNode node, String place) {
            this.node = node;
            this.place = place;
        }

        boolean awaitsKey() {
            return node.isObject() && key == null;
        }
    }
}
