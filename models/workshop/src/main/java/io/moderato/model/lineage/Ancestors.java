package io.moderato.model.lineage;

import io.moderato.model.data.version.FileHash;
import io.moderato.model.folder.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the ancestors of a new model: what it begins from, and their ancestors. */
public final class Ancestors {
    private static final int ENCODER_NAME = 12;

    private final Map<String, Making> all = new LinkedHashMap<>();

    /**
     * Adds the model or encoder in that folder with its own ancestors, and returns its name among them.
     *
     * @throws io.moderato.model.ModelException if the folder's files cannot be read
     */
    public String add(Path folder) {
        Lineage lineage = Lineage.read(folder);
        String name = name(folder);
        lineage.ancestors().forEach(all::putIfAbsent);
        all.putIfAbsent(name, lineage.made());
        return name;
    }

    /** Adds the folders in that order and returns their names. */
    public List<String> addAll(List<Path> folders) {
        return folders.stream().map(this::add).toList();
    }

    /** The lineage of a model that was made from these ancestors in that way. */
    public Lineage of(Making made) {
        return new Lineage(made, all);
    }

    /** The name of an ancestor: a model's version, or the first digits of the SHA-256 of an encoder's weights. */
    private static String name(Path folder) {
        return Files.isRegularFile(folder.resolve(ModelFolder.MODERATION))
                ? ModelFolder.open(folder).version()
                : FileHash.of(folder.resolve(ModelFolder.WEIGHTS)).sha256().substring(0, ENCODER_NAME);
    }
}
