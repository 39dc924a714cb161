package io.moderato.model.serving;

import io.moderato.decision.Scores;
import io.moderato.model.ModelException;
import io.moderato.model.ModerationSettings;
import io.moderato.model.Scorer;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.folder.ModelInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Scores texts with one loaded model. Thread-safe; {@link #close} once no call is running. */
public final class TextClassifier implements Scorer, AutoCloseable {
    /** The most rows of a batch. A larger batch takes longer and does not compute a row any faster. */
    private static final int MAX_ROWS = 32;
    /** The fewest rows of a batch. A smaller batch wastes more time than another worker saves. */
    private static final int FEWEST_ROWS = 8;
    /** The most tokens of a batch, so that its memory is bounded. */
    private static final int MAX_BATCH_TOKENS = 4096;
    /** The most texts that are tokenised at once, so that a call with very many texts has bounded memory. */
    private static final int CHUNK = 2048;

    private final ModelFolder folder;
    private final ModelInfo info;
    private final TextTokenizer tokenizer;
    private final TorchModule module;
    private final @Nullable LinearShare linear;
    private final int workers;
    private final ExecutorService helpers;

    private TextClassifier(
            ModelFolder folder,
            TextTokenizer tokenizer,
            TorchModule module,
            @Nullable LinearShare linear,
            int workers) {
        this.folder = folder;
        this.linear = linear;
        this.info = folder.info();
        this.tokenizer = tokenizer;
        this.module = module;
        this.workers = workers;
        this.helpers = Executors.newFixedThreadPool(
                Math.max(1, workers - 1),
                Thread.ofPlatform().daemon().name("classifier-", 1).factory());
    }

    /**
     * Loads the model of that folder. It computes as many batches at once as there are processors.
     *
     * @throws ModelException if the model does not work; the message names the file at fault
     */
    public static TextClassifier load(Path folder) {
        return load(folder, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Loads the model of that folder and tries it on one text.
     *
     * @param threads the number of batches that are computed at once, each by one thread; libtorch is told, for the whole process, to use
     *     one thread for each operation
     * @throws ModelException if the model does not work; the message names the file at fault
     */
    public static TextClassifier load(Path folder, int threads) {
        ModelFolder opened = ModelFolder.open(folder);
        ModerationSettings moderation = opened.moderation();
        // one thread for each operation, and many operations at once: threads that share an operation wait for each
        // other, on a busy machine ten times longer than they compute
        TorchModule.useThreads(1);
        TextTokenizer tokenizer = TextTokenizer.open(
                opened.file(ModelFolder.TOKENIZER),
                moderation.maxTokens(),
                moderation.windowOverlap(),
                moderation.effectiveNormalization());
        if (tokenizer.vocabularySize() > opened.config().vocabularySize()) {
            tokenizer.close();
            throw new ModelException(
                    opened.file(ModelFolder.TOKENIZER),
                    "has %d pieces, the embedding of %s only %d"
                            .formatted(
                                    tokenizer.vocabularySize(),
                                    ModelFolder.CONFIG,
                                    opened.config().vocabularySize()));
        }
        TorchModule module;
        LinearShare linear;
        try {
            linear = LinearShare.of(opened);
            checkMemory(opened.file(ModelFolder.TORCH_SCRIPT));
            module = TorchModule.load(
                    opened.file(ModelFolder.TORCH_SCRIPT), opened.config().paddingId());
        } catch (ModelException e) {
            tokenizer.close();
            throw e;
        }
        TextClassifier classifier = new TextClassifier(opened, tokenizer, module, linear, threads);
        try {
            classifier.tryOut();
            return classifier;
        } catch (RuntimeException e) {
            classifier.close();
            throw e;
        }
    }

    /**
     * Checks the memory. While the engine loads an archive, it holds both the bytes of the archive and the module that it makes of them.
     */
    private static void checkMemory(Path program) {
        try {
            AvailableMemory.now().check(program, 0, 2 * Files.size(program));
        } catch (IOException e) {
            throw new ModelException(program, "cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return info.name();
    }

    /** The tokenizer's file. It says which words the model knows. */
    public Path tokenizerFile() {
        return folder.file(ModelFolder.TOKENIZER);
    }

    /** The facts about this model for people. */
    public ModelInfo info() {
        return info;
    }

    /**
     * The calibrated scores of each text, in order. The scores of a text do not depend on the other texts (to 1e-5), unless the program was
     * traced elsewhere and takes its scales from the batch. A category that the model was not trained for is absent. A long text is read in
     * overlapping windows; each category's highest score counts. In an ensemble, the linear model's share is mixed in.
     */
    @Override
    public List<Scores> score(List<String> texts) {
        return Arrays.stream(logits(texts)).map(folder.moderation()::scores).toList();
    }

    /**
     * The uncalibrated logits of each text, in the order of the model's categories. Each is the highest logit over the text's windows. In
     * an ensemble, the linear model's share is mixed in.
     */
    public float[][] logits(List<String> texts) {
        float[][] logits = encoderLogits(texts);
        if (linear != null) {
            linear.mixInto(logits, texts);
        }
        return logits;
    }

    /** The logits of each text as {@link #logits} gives them, but without the linear model's share. */
    public float[][] encoderLogits(List<String> texts) {
        return encoderLogits(texts, module);
    }

    /** The logits of each text without the linear model's share, computed by another program of the same encoder. */
    public float[][] encoderLogits(List<String> texts, TorchModule program) {
        float[][] logits = new float[texts.size()][];
        for (int start = 0; start < texts.size(); start += CHUNK) {
            int end = Math.min(texts.size(), start + CHUNK);
            List<String> chunk = texts.subList(start, end);
            System.arraycopy(chunkLogits(chunk, program), 0, logits, start, end - start);
        }
        return logits;
    }

    private float[][] chunkLogits(List<String> texts, TorchModule program) {
        List<long[]> windows = new ArrayList<>();
        List<Integer> owners = new ArrayList<>();
        List<List<long[]>> perText = tokenizer.windows(texts);
        for (int text = 0; text < perText.size(); text++) {
            for (long[] window : perText.get(text)) {
                windows.add(window);
                owners.add(text);
            }
        }
        float[][] highest = new float[texts.size()][info.categories().size()];
        for (float[] row : highest) {
            Arrays.fill(row, Float.NEGATIVE_INFINITY);
        }
        int[] lengths = windows.stream().mapToInt(w -> w.length).toArray();
        // few windows are shared out evenly, so that no worker is idle while another computes a full batch
        int rows = Math.clamp(Math.ceilDiv(windows.size(), workers), FEWEST_ROWS, MAX_ROWS);
        List<int[]> batches = Batches.byLength(lengths, rows, MAX_BATCH_TOKENS);
        List<float[][]> results = computed(
                batches.stream()
                        .map(batch ->
                                Arrays.stream(batch).mapToObj(windows::get).toArray(long[][]::new))
                        .toList(),
                program);
        for (int i = 0; i < batches.size(); i++) {
            int[] batch = batches.get(i);
            for (int row = 0; row < batch.length; row++) {
                float[] best = highest[owners.get(batch[row])];
                float[] logits = folder.moderation().logits(results.get(i)[row]);
                for (int output = 0; output < best.length; output++) {
                    best[output] = Math.max(best[output], logits[output]);
                }
            }
        }
        return highest;
    }

    /**
     * The logits of each batch. The caller's thread computes one after the other, and helpers that are free take some over: so a call with
     * little text never waits behind the many batches of another call.
     */
    private List<float[][]> computed(List<long[][]> batches, TorchModule program) {
        List<FutureTask<float[][]>> tasks = batches.stream()
                .map(batch -> new FutureTask<>(() -> program.logits(batch)))
                .toList();
        if (workers > 1) {
            tasks.stream().skip(1).forEach(helpers::execute);
        }
        try {
            for (FutureTask<float[][]> task : tasks) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                // does nothing if a helper has taken the task
                task.run();
            }
            List<float[][]> results = new ArrayList<>(tasks.size());
            for (FutureTask<float[][]> task : tasks) {
                results.add(task.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("Interrupted while scoring", e);
        } catch (ExecutionException e) {
            throw new ModelException("A batch could not be scored: " + e.getCause(), e);
        } finally {
            tasks.forEach(task -> task.cancel(false));
        }
    }

    private void tryOut() {
        Path file = folder.file(ModelFolder.TORCH_SCRIPT);
        float[] logits;
        try {
            logits = module.logits(tokenizer.windows("Hello there.").toArray(long[][]::new))[0];
        } catch (RuntimeException e) {
            throw new ModelException(file, "does not run on a text: " + e.getMessage(), e);
        }
        int expected = folder.config().labels().size();
        if (logits.length != expected) {
            throw new ModelException(
                    file, "has %d outputs, %s names %d".formatted(logits.length, ModelFolder.CONFIG, expected));
        }
        for (float logit : logits) {
            if (!Float.isFinite(logit)) {
                throw new ModelException(file, "answers " + logit + " to a plain text");
            }
        }
    }

    @Override
    public void close() {
        helpers.close();
        module.close();
        tokenizer.close();
    }
}
