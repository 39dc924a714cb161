package io.moderato.declaration;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a declaration from its file, checks it by its schema, and says of every fault where it stands. */
final class DeclarationReader {
    private static final String SCHEMA = "moderato.schema.json";
    private static final int LARGEST_FILE = 8 * 1024 * 1024;
    private static final int LARGEST_TERMS_FILE = 64 * 1024 * 1024;

    private final JsonNode schema;
    private final Schema check;

    DeclarationReader() {
        try (InputStream json = Objects.requireNonNull(DeclarationReader.class.getResourceAsStream(SCHEMA))) {
            this.schema = JsonMapper.builder().build().readTree(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Reading " + SCHEMA, unreadable);
        }
        this.check = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
    }

    /**
     * What the file declares.
     *
     * @throws DeclarationException naming each fault that was found, with its line
     */
    Declaration read(Path file) {
        String name = String.valueOf(file.getFileName());
        YamlTree tree = YamlTree.of(name, text(file, name, LARGEST_FILE));
        List<Error> wrong = check.validate(tree.root());
        if (!wrong.isEmpty()) {
            SchemaFaults faults = new SchemaFaults(schema, tree);
            // several rules may say the same of one place
            throw new DeclarationException(wrong.stream()
                    .sorted(Comparator.comparingInt(
                            error -> tree.line(error.getInstanceLocation().toString())))
                    .map(faults::inWords)
                    .distinct()
                    .toList());
        }
        return new DeclarationBinder(tree, path -> termsFile(file, path)).declaration();
    }

    private static List<String> termsFile(Path file, String relative) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path terms = Objects.requireNonNull(folder).resolve(relative).normalize();
        try {
            if (Path.of(relative).isAbsolute()
                    || !terms.startsWith(folder)
                    || Files.exists(terms) && !terms.toRealPath().startsWith(folder.toRealPath())) {
                throw new DeclarationException(
                        "'%s' does not lie beside this file or in a folder below it".formatted(relative));
            }
        } catch (IOException unreadable) {
            throw new DeclarationException("'%s' cannot be read: %s".formatted(relative, unreadable.getMessage()));
        }
        return text(terms, relative, LARGEST_TERMS_FILE).lines().toList();
    }

    private static String text(Path file, String name, int largest) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(largest + 1);
        } catch (IOException unreadable) {
            throw new DeclarationException(
                    Files.exists(file)
                            ? "%s cannot be read: %s".formatted(name, unreadable.getMessage())
                            : "There is no file %s.".formatted(file));
        }
        if (bytes.length > largest) {
            throw new DeclarationException("%s is larger than %,d bytes%s"
                    .formatted(
                            name,
                            largest,
                            largest == LARGEST_FILE ? "; put long lists of terms into files of their own" : ""));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException wrong) {
            throw new DeclarationException("%s is not UTF-8".formatted(name));
        }
    }
}
