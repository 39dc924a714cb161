package io.moderato.model.hub;

import io.moderato.model.ModelException;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.folder.ModelInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder with one model folder for each model that was added. */
record ModelsFolder(Path path) {
    /** A model, or the reason why its folder cannot be used. */
    record Entry(
            String name, @Nullable ModelInfo info, @Nullable String fault) {}

    /** The models of the folder, by name. Folders that are still being written begin with a dot and are left out. */
    List<Entry> entries() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        List<Path> folders;
        try (Stream<Path> children = Files.list(path)) {
            folders = children.filter(Files::isDirectory)
                    .filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ModelException(path, "cannot be read: " + e.getMessage(), e);
        }
        List<Entry> entries = new ArrayList<>();
        for (Path folder : folders) {
            String name = folder.getFileName().toString();
            try {
                entries.add(new Entry(name, ModelFolder.open(folder).info(), null));
            } catch (ModelException e) {
                entries.add(new Entry(name, null, e.getMessage()));
            }
        }
        return entries;
    }

    /** The place for the model of that name. */
    Path place(String name) {
        if (!name.matches("[A-Za-z0-9][\\w.-]{0,200}") || name.contains("..")) {
            throw new ModelException(
                    "'%s' cannot be the name of a model: only letters, digits, . _ and - are allowed".formatted(name));
        }
        return path.resolve(name);
    }

    /** The place where the files of a model wait until all are there. */
    Path download(String name, String sha) {
        return path.resolve(".%s-%s.download".formatted(name, sha.substring(0, 12)));
    }
}
