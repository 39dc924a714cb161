package io.moderato.model.encoder;

import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import io.moderato.model.ModerationSettings;
import io.moderato.model.ModerationSettings.DataSource;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * An encoder to begin a classifier from: a folder with {@code config.json}, {@code model.safetensors} and {@code tokenizer.json}. It
 * learned from plain text only, or it is a model's that learns on from labels.
 *
 * @param config its shape
 * @param weights its weights by Hugging Face's names, and those of a head that can go on
 * @param tokenizer its tokenizer's file
 */
public record BaseEncoder(EncoderConfig config, Map<String, Tensor> weights, Path tokenizer) {
    /** The weights that are the encoder's own, whatever stands on it. */
    private static final List<String> ENCODER = List.of("bert.embeddings.", "bert.encoder.");

    private static final String OUTPUTS = BertWeights.CLASSIFIER + ".weight";

    private static final List<String> HEAD = List.of(BertWeights.POOLER + ".", BertWeights.CLASSIFIER + ".");

    /**
     * The encoder without the layers behind the first so many, and without a head, which reads the last: their weights are not taken over.
     *
     * @throws IllegalArgumentException if it has fewer
     */
    public BaseEncoder first(int layers) {
        Map<String, Tensor> kept = new LinkedHashMap<>(weights);
        if (layers < config.layers()) {
            kept.keySet().removeIf(BaseEncoder::isOfHead);
        }
        return new BaseEncoder(config.first(layers), kept, tokenizer);
    }

    /**
     * Reads the shape of the encoder in that folder.
     *
     * @throws ModelException if its configuration is missing or not valid
     */
    public static EncoderConfig config(Path folder) {
        return read(folder.resolve(ModelFolder.CONFIG), EncoderConfig.class);
    }

    /**
     * The labelled sets that a model in that folder has learned from; none for any other encoder.
     *
     * @throws ModelException if the file that names them is not valid
     */
    public static List<DataSource> labelledSets(Path folder) {
        Path file = folder.resolve(ModelFolder.MODERATION);
        return Files.isRegularFile(file) ? read(file, ModerationSettings.class).data() : List.of();
    }

    private static <T> T read(Path file, Class<T> type) {
        try {
            return ModelFolder.JSON.readValue(file, type);
        } catch (JacksonException e) {
            throw new ModelException(file, "is not valid: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Copies the file of an encoder's tokenizer; an older one gives way.
     *
     * @throws ModelException if it cannot be read or written
     */
    public static void copyTokenizer(Path file, Path target) {
        try {
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ModelException(file, "cannot be copied to " + target + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the folder.
     *
     * @throws ModelException naming the file that is missing or does not fit
     */
    public static BaseEncoder open(Path folder) {
        EncoderConfig config = config(folder);
        Path file = folder.resolve(ModelFolder.WEIGHTS);
        SafeTensors.Header header = SafeTensors.header(file);
        boolean head = handsOnItsHead(config, header);
        BertWeights.shapes(config).forEach((name, shape) -> {
            if (isOfEncoder(name) || head) {
                header.expect(name, shape);
            }
        });
        Map<String, Tensor> weights = new LinkedHashMap<>();
        SafeTensors.read(file).forEach((name, tensor) -> {
            if (isOfEncoder(name) || head && isOfHead(name)) {
                weights.put(name, tensor);
            }
        });
        return new BaseEncoder(config, weights, folder.resolve(ModelFolder.TOKENIZER));
    }

    /**
     * Whether the encoder in that folder has learned from labels: a classifier stands on it.
     *
     * @throws ModelException if its weights cannot be read
     */
    public static boolean isClassifier(Path folder) {
        return isClassifier(SafeTensors.header(folder.resolve(ModelFolder.WEIGHTS)));
    }

    /** Whether its head reads what ours read and can go on. Other classifiers lend their encoder only. */
    private static boolean handsOnItsHead(EncoderConfig config, SafeTensors.Header header) {
        return config.pooling() == EncoderConfig.Pooling.FIRST_MEAN_MAX && isClassifier(header);
    }

    private static boolean isClassifier(SafeTensors.Header header) {
        return header.tensors().containsKey(OUTPUTS);
    }

    private static boolean isOfEncoder(String name) {
        return ENCODER.stream().anyMatch(name::startsWith);
    }

    private static boolean isOfHead(String name) {
        return HEAD.stream().anyMatch(name::startsWith);
    }

    /**
     * All weights that a classifier begins with: these, of a head the outputs that both have by name, and the others fresh.
     *
     * @param seed of the fresh ones
     */
    public Map<String, Tensor> weightsFor(EncoderConfig classifier, long seed) {
        Map<String, Tensor> fresh = BertWeights.initial(classifier, seed);
        Map<String, Tensor> start = new LinkedHashMap<>(fresh);
        start.replaceAll(weights::getOrDefault);
        if (weights.containsKey(OUTPUTS)) {
            List<String> known = config.labelsInOrder();
            List<String> wanted = classifier.labelsInOrder();
            for (String part : List.of(".weight", ".bias")) {
                String name = BertWeights.CLASSIFIER + part;
                start.computeIfPresent(name, (same, rows) -> outputs(rows, known, wanted, fresh.get(same)));
            }
        }
        return start;
    }

    private static Tensor outputs(Tensor rows, List<String> known, List<String> wanted, @Nullable Tensor fresh) {
        if (fresh == null) {
            throw new IllegalArgumentException("The classifier has no outputs");
        }
        float[] values = fresh.values().clone();
        int width = values.length / wanted.size();
        for (int to = 0; to < wanted.size(); to++) {
            int from = known.indexOf(wanted.get(to));
            if (from >= 0) {
                System.arraycopy(rows.values(), from * width, values, to * width, width);
            }
        }
        return new Tensor(fresh.shape(), values);
    }
}
