package io.moderato.contenttype;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema of a type's fields (JSON Schema, draft 2020-12): checks fields and lays them out. Nothing is ever loaded from elsewhere. Needs
 * the library that checks schemas, which not every process carries (decision record 27).
 */
public final class TypeSchema {
    /** The most bytes of a schema, as JSON without blanks. */
    public static final int MOST_BYTES = 32 * 1024;

    private static final int DEEPEST_JSON = 60;
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            // other keywords are checked here before the library sees them; what is left are notes
            Dialect.builder(Dialects.getDraft202012())
                    .unknownKeywordFactory((keyword, _) -> new NonValidationKeyword(keyword))
                    .build(),
            builder -> builder.schemaCacheEnabled(false)
                    .schemaLoader(loader -> loader.fetchRemoteResources(false))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .regularExpressionFactory(new LinearPatterns())
                            .formatAssertionsEnabled(false)
                            .pathType(PathType.JSON_POINTER)
                            // messages that we do not word ourselves are in the language of the others
                            .locale(Locale.ROOT)
                            .build()));
    private static final MetaSchema META = new MetaSchema(REGISTRY);

    private final JsonNode root;
    private final Schema check;

    private TypeSchema(JsonNode root) {
        this.root = root;
        this.check = REGISTRY.getSchema(root);
    }

    /**
     * The schema that this tree says.
     *
     * @throws SchemaFault if it cannot be the schema of a type
     */
    public static TypeSchema of(JsonNode schema) {
        if (!schema.isObject()) {
            throw new SchemaFault("", "A schema is a JSON object.");
        }
        requireFlat(schema, 0);
        String json = schema.toString();
        if (json.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new SchemaFault("", "The schema has more than %,d bytes. Make it shorter.".formatted(MOST_BYTES));
        }
        if (!Storable.isStorable(schema)) {
            throw new SchemaFault("", "The schema has the character U+0000 or half a character. Remove it.");
        }
        META.fault(schema).ifPresent(fault -> {
            throw fault;
        });
        SchemaRules.check(schema);
        return new TypeSchema(schema);
    }

    /**
     * The schema that this text says.
     *
     * @throws SchemaFault if it is not JSON or cannot be the schema of a type
     */
    public static TypeSchema parse(String text) {
        // before it is read, because blanks count in a text of which nobody knows what it is
        if (text.length() > 4 * MOST_BYTES) {
            throw new SchemaFault("", "The schema has more than %,d bytes. Make it shorter.".formatted(MOST_BYTES));
        }
        return of(read(text));
    }

    /** A schema that was checked when it was stored. */
    public static TypeSchema stored(String json) {
        return new TypeSchema(tree(json));
    }

    /** The tree of a schema that was checked when it was stored. */
    public static JsonNode tree(String json) {
        return STRICT.readTree(json);
    }

    private static JsonNode read(String text) {
        try {
            return STRICT.readTree(text);
        } catch (JacksonException wrong) {
            int line = wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNr();
            throw new SchemaFault("", "This is not JSON; look at line %d.".formatted(line), wrong);
        }
    }

    private static void requireFlat(JsonNode node, int level) {
        if (level > DEEPEST_JSON) {
            throw new SchemaFault("", "The schema has more than %d levels. Make it flatter.".formatted(DEEPEST_JSON));
        }
        for (JsonNode child : node) {
            requireFlat(child, level + 1);
        }
    }

    /** What is wrong with the fields first, if anything is. */
    public Optional<FieldFault> fault(ObjectNode fields) {
        Optional<FieldFault> unbounded = Storable.fault(fields);
        if (unbounded.isPresent()) {
            return unbounded;
        }
        List<Error> errors = check.validate(fields);
        return errors.stream().findFirst().map(error -> FieldWords.fault(error, root));
    }

    /** The outline of fields that have no fault. */
    public Outline outline(ObjectNode fields) {
        return Outlining.of(root, fields);
    }

    /** The schema as JSON without blanks, with its properties in their order. */
    public String json() {
        return root.toString();
    }
}
