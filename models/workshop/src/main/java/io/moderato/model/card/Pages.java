package io.moderato.model.card;

import io.moderato.model.ModelException;
import io.moderato.model.encoder.BaseEncoder;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.lineage.Lineage;
import io.moderato.model.lineage.Making.Imported;
import io.moderato.model.lineage.Making.Pretrained;
import io.moderato.model.lineage.Making.Trained;
import io.moderato.model.lineage.Making.Unrecorded;
import io.moderato.model.weights.WriteAside;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the page about a model or a base encoder for people, from the other files of its folder. */
public final class Pages {
    private Pages() {}

    /**
     * Writes the page into that folder and returns its file; an older page is replaced.
     *
     * @throws ModelException if a file is missing or lacks what the page tells; the message names the file
     */
    public static Path write(Path folder) {
        Lineage lineage = Lineage.read(folder);
        return switch (lineage.made()) {
            case Trained made -> write(folder, ModelFolder.CARD, trained(ModelFolder.open(folder), lineage, made));
            case Imported made ->
                write(folder, ModelFolder.CARD, new ImportedCard(ModelFolder.open(folder), made).markdown());
            case Pretrained made ->
                write(folder, EncoderPage.FILE, new EncoderPage(BaseEncoder.config(folder), lineage, made).markdown());
            case Unrecorded _ ->
                throw new ModelException(
                        folder.resolve(ModelFolder.LINEAGE),
                        "does not say how the encoder was made, so there is nothing to tell");
        };
    }

    private static String trained(ModelFolder folder, Lineage lineage, Trained made) {
        try {
            return ModelCard.of(folder, lineage, made).markdown();
        } catch (IllegalArgumentException e) {
            throw new ModelException(folder.file(ModelFolder.METRICS), String.valueOf(e.getMessage()), e);
        }
    }

    private static Path write(Path folder, String name, String text) {
        Path file = folder.resolve(name);
        WriteAside.replace(file, aside -> Files.writeString(aside, text));
        return file;
    }
}
