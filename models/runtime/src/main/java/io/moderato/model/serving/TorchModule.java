package io.moderato.model.serving;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import io.moderato.model.ModelException;
import java.nio.LongBuffer;
import java.nio.file.Path;

/**
 * A TorchScript module. Its input is (input_ids, attention_mask), both int64 of rows × tokens. Its answer is the logits, float32 of
 * rows × outputs. Thread-safe. The memory of a call is freed at the end of the call.
 */
public final class TorchModule implements AutoCloseable {
    private final NDManager manager;
    private final PtSymbolBlock block;
    private final ParameterStore parameters;
    private final long paddingId;

    private TorchModule(NDManager manager, PtSymbolBlock block, long paddingId) {
        this.manager = manager;
        this.block = block;
        this.paddingId = paddingId;
        this.parameters = new ParameterStore(manager, false);
    }

    /**
     * Loads a {@code model.pt}.
     *
     * @throws ModelException if the file is not a TorchScript archive
     */
    public static TorchModule load(Path file, long paddingId) {
        NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
        try {
            PtSymbolBlock block =
                    JniUtils.loadModule((PtNDManager) manager, file, false, new String[0], new String[0], false);
            return new TorchModule(manager, block, paddingId);
        } catch (EngineException e) {
            manager.close();
            throw new ModelException(file, "is not a TorchScript archive that this engine loads: " + firstLine(e), e);
        }
    }

    /** Sets the number of threads that one operation may use, for the whole process. */
    public static void useThreads(int threads) {
        Engine.getEngine("PyTorch");
        JniUtils.setNumThreads(threads);
    }

    /** The logits of each window, in order. */
    public float[][] logits(long[][] windows) {
        int longest = 0;
        for (long[] window : windows) {
            longest = Math.max(longest, window.length);
        }
        long[] ids = new long[windows.length * longest];
        long[] mask = new long[ids.length];
        for (int row = 0; row < windows.length; row++) {
            for (int i = 0; i < longest; i++) {
                boolean token = i < windows[row].length;
                ids[row * longest + i] = token ? windows[row][i] : paddingId;
                mask[row * longest + i] = token ? 1 : 0;
            }
        }
        try (NDManager scope = manager.newSubManager()) {
            Shape shape = new Shape(windows.length, longest);
            NDList input =
                    new NDList(scope.create(LongBuffer.wrap(ids), shape), scope.create(LongBuffer.wrap(mask), shape));
            NDList outputs = block.forward(parameters, input, false);
            outputs.attach(scope);
            NDArray output = logitsOf(outputs);
            if (output.getShape().dimension() != 2 || output.getShape().get(0) != windows.length) {
                throw new ModelException(
                        "answers with shape %s to %d texts".formatted(output.getShape(), windows.length));
            }
            float[] flat = output.toType(DataType.FLOAT32, false).toFloatArray();
            int width = flat.length / windows.length;
            float[][] logits = new float[windows.length][width];
            for (int row = 0; row < windows.length; row++) {
                System.arraycopy(flat, row * width, logits[row], 0, width);
            }
            return logits;
        }
    }

    /**
     * The logits in an answer. A module that was traced elsewhere may answer with a tuple or a dictionary; then the entry named logits
     * counts, or else the first entry.
     */
    private static NDArray logitsOf(NDList outputs) {
        for (NDArray output : outputs) {
            if ("logits".equals(output.getName())) {
                return output;
            }
        }
        if (outputs.isEmpty()) {
            throw new ModelException("answers with nothing");
        }
        return outputs.getFirst();
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown reason");
    }

    @Override
    public void close() {
        block.close();
        manager.close();
    }
}
