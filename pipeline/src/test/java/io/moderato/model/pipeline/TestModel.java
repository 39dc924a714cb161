package io.moderato.model.pipeline;

import io.moderato.model.folder.ShippedModel;
import io.moderato.model.serving.TextClassifier;
import java.nio.file.Path;

/** The model that tests score with: the shipped one, or the one that {@code MODERATO_MODEL} names. */
public final class TestModel {
    private TestModel() {}

    public static TextClassifier load() {
        String other = System.getenv("MODERATO_MODEL");
        return TextClassifier.load(
                other == null || other.isBlank() ? ShippedModel.unpackTo(Path.of("target", "models")) : Path.of(other));
    }
}
