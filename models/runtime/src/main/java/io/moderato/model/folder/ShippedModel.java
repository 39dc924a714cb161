package io.moderato.model.folder;

import io.moderato.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The model that travels inside this jar. */
public final class ShippedModel {
    private static final String RESOURCES = "/io/moderato/model/shipped/";

    private ShippedModel() {}

    /** Whether this build carries a model. */
    public static boolean isPresent() {
        return ShippedModel.class.getResource(RESOURCES + ModelFolder.CONFIG) != null;
    }

    /**
     * Puts the shipped model into the cache as a folder named after its version, unless the folder is there already, and returns the
     * folder. The files are written under a temporary name and then renamed, so two processes may do this at the same time.
     *
     * @throws ModelException if this build carries no model, or the cache cannot be written
     */
    public static Path unpackTo(Path cacheDir) {
        if (!isPresent()) {
            throw new ModelException("This build carries no model: " + RESOURCES + " is missing from the jar");
        }
        Path aside = null;
        try {
            Files.createDirectories(cacheDir);
            aside = Files.createTempDirectory(cacheDir, ".unpacking-");
            for (String name : ModelFolder.FILES) {
                try (InputStream in = ShippedModel.class.getResourceAsStream(RESOURCES + name)) {
                    if (in == null) {
                        throw new ModelException("The shipped model lacks " + name);
                    }
                    Files.copy(in, aside.resolve(name));
                }
            }
            try (InputStream in = ShippedModel.class.getResourceAsStream(RESOURCES + ModelFolder.LINEAR)) {
                if (in != null) {
                    Files.copy(in, aside.resolve(ModelFolder.LINEAR));
                }
            }
            Path target = cacheDir.resolve(ModelFolder.open(aside).version());
            if (isSameModel(target, aside)) {
                return target;
            }
            delete(target);
            try {
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                // another process was faster
                if (!isSameModel(target, aside)) {
                    throw e;
                }
            }
            return target;
        } catch (IOException e) {
            throw new ModelException(cacheDir, "the shipped model cannot be unpacked here: " + e.getMessage(), e);
        } finally {
            delete(aside);
        }
    }

    /**
     * Whether the copy is the same model with the same figures and the same card. The version covers only what the model answers, so the
     * other files are compared, too.
     */
    private static boolean isSameModel(Path target, Path fresh) throws IOException {
        try {
            return ModelFolder.open(target)
                            .version()
                            .equals(target.getFileName().toString())
                    && same(target, fresh, ModelFolder.METRICS)
                    && same(target, fresh, ModelFolder.LINEAGE)
                    && same(target, fresh, ModelFolder.CARD);
        } catch (ModelException e) {
            return false;
        }
    }

    private static boolean same(Path target, Path fresh, String file) throws IOException {
        return Files.mismatch(target.resolve(file), fresh.resolve(file)) < 0;
    }

    private static void delete(@Nullable Path folder) {
        if (folder == null || !Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new ModelException(folder, "cannot be removed: " + e.getMessage(), e);
        }
    }
}
