package io.moderato.language;

import io.moderato.model.folder.ModelFolder;
import io.moderato.model.folder.ShippedModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A reader for the shipped model, which reads English, and sentences to try it with. */
final class Readers {
    private static final LanguageDetector DETECTOR = LanguageDetector.load();
    private static final Vocabulary SHIPPED = ModelVocabulary.of(
            ShippedModel.unpackTo(Path.of("target", "models")).resolve(ModelFolder.TOKENIZER));

    private Readers() {}

    static LanguageReader ofShippedModel() {
        return of(Set.of("en"), SHIPPED);
    }

    static LanguageReader of(Set<String> languages, Vocabulary vocabulary) {
        return new LanguageReader(DETECTOR, languages, vocabulary);
    }

    static Vocabulary shippedVocabulary() {
        return SHIPPED;
    }

    static LanguageDetector detector() {
        return DETECTOR;
    }

    /** The lines of a test resource beside this class. */
    static List<String> lines(String resource) {
        try (InputStream in = Readers.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
