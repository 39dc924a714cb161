package io.moderato.contenttype;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The schema of schemas (draft 2020-12), which comes with the library. */
final class MetaSchema {
    private static final String ADDRESS = "https://json-schema.org/draft/2020-12/schema";

    private final Schema check;

    MetaSchema(SchemaRegistry registry) {
        this.check = registry.getSchema(SchemaLocation.of(ADDRESS));
    }

    /** What of the schema breaks the rules of JSON Schema first, if anything does. */
    Optional<SchemaFault> fault(JsonNode schema) {
        List<Error> errors = check.validate(schema);
        return errors.stream().findFirst().map(error -> {
            FieldFault fault = FieldWords.fault(error, schema);
            return new SchemaFault(fault.pointer(), fault.words());
        });
    }
}
