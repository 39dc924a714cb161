package io.moderato.model.torchscript;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import io.moderato.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Loads classes that have no tensors of their own into the engine. */
public final class ScriptLoader {
    private ScriptLoader() {}

    /**
     * Loads the class of that name from its source.
     *
     * @throws ModelException if no temporary file can be written
     */
    public static PtSymbolBlock load(PtNDManager manager, String className, String source) {
        Path file = null;
        try {
            file = Files.createTempFile("script", ".pt");
            TorchScriptArchive.write(file, className, source, List.of());
            return JniUtils.loadModule(manager, file, false, new String[0], new String[0], false);
        } catch (IOException e) {
            throw new ModelException("The script of %s cannot be written: %s".formatted(className, e.getMessage()), e);
        } finally {
            if (file != null) {
                file.toFile().delete();
            }
        }
    }
}
