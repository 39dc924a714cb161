package io.moderato.model.lineage;

import io.moderato.model.data.version.FileHash;
import io.moderato.model.folder.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what a new model begins from, and what that began from. */
public final class Ancestors {
    private static final int ENCODER_NAME = 12;

    private final Map<String, Making> all = new LinkedHashMap<>();

    /**
     * Adds what lies in that folder with its own ancestors, and returns the name that it has among them.
     *
     * @throws io.moderato.model.ModelException if its files cannot be read
     */
    public String add(Path folder) {
        Lineage lineage = Lineage.read(folder);
        String name = name(folder);
        lineage.ancestors().forEach(all::putIfAbsent);
        all.putIfAbsent(name, lineage.made());
        return name;
    }

    /** Adds them in that order and returns their names. */
    public List<String> addAll(List<Path> folders) {
        return folders.stream().map(this::add).toList();
    }

    /** The lineage of what was made out of them so. */
    public Lineage of(Making made) {
        return new Lineage(made, all);
    }

    /** A model's version, or of an encoder the beginning of its weights' SHA-256. */
    private static String name(Path folder) {
        return Files.isRegularFile(folder.resolve(ModelFolder.MODERATION))
                ? ModelFolder.open(folder).version()
                : FileHash.of(folder.resolve(ModelFolder.WEIGHTS)).sha256().substring(0, ENCODER_NAME);
    }
}
