package io.moderato.model.train;

import io.moderato.model.augment.Augmentation;
import io.moderato.model.evaluate.Evaluation;
import io.moderato.model.folder.ModelFolder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The recipe of a model: everything that decides how it is made.
 *
 * @param name the model's name, the same in all its versions
 * @param shape the model's size, and the number of tokens that it reads at once
 * @param base folder of an encoder, or of a model that learns on; then its layers, width and vocabulary are used. Null to begin from random
 *     weights and a new vocabulary
 * @param baseLayers the number of the base encoder's first layers to keep; null for all layers
 * @param meanOf folders of models whose mean the new model is, instead of a training; empty to train
 * @param teachers folders of models whose scores it learns beside the labels; empty to learn only from the labels
 * @param sentences the most functional sentences of each function to train on; 0 for none
 * @param augmentation how often a text gets another spelling
 * @param training the options of the training
 * @param rivals whether the classical models are trained on the same rows and measured beside the model
 * @param command the command that makes this model again, for its card
 * @param measuring the extent of what is measured beside the validation rows
 */
public record ModelRecipe(
        String name,
        Shape shape,
        @Nullable Path base,
        @Nullable Integer baseLayers,
        List<Path> meanOf,
        List<Path> teachers,
        int sentences,
        Augmentation augmentation,
        TrainingOptions training,
        boolean rivals,
        String command,
        Evaluation.Options measuring) {
    /** The factor for the weight of functional sentences. With a factor of 2, the figures on posts became worse (decision 14). */
    public static final double FUNCTIONAL_EMPHASIS = 1.5;

    /** The recipe in the form for a run's record. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("command", command);
        parameters.put("base", base == null ? "none" : base.toString());
        parameters.put("base_layers", baseLayers == null ? "all" : baseLayers.toString());
        putVersions(parameters, "mean_of", meanOf);
        putVersions(parameters, "teachers", teachers);
        parameters.put("layers", String.valueOf(shape.layers));
        parameters.put("width", String.valueOf(shape.width));
        parameters.put("heads", String.valueOf(shape.heads));
        parameters.put("max_tokens", String.valueOf(shape.maxTokens));
        parameters.put("sentences", String.valueOf(sentences));
        parameters.put("functional_emphasis", String.valueOf(FUNCTIONAL_EMPHASIS));
        parameters.put("augmentation", augmentation.toString());
        parameters.putAll(training.parameters());
        return parameters;
    }

    private static void putVersions(Map<String, String> parameters, String name, List<Path> models) {
        if (!models.isEmpty()) {
            parameters.put(
                    name,
                    models.stream()
                            .map(model -> ModelFolder.open(model).version())
                            .collect(Collectors.joining(", ")));
        }
    }

    /** The size of the encoder and of its windows. */
    public record Shape(int layers, int width, int heads, int vocabulary, int maxTokens, int windowOverlap) {
        /** The shape of the shipped model. */
        public static final Shape STANDARD = new Shape(4, 256, 4, 16_000, 128, 32);

        /** That shape with a head for each 64 units of width. */
        public static Shape of(int layers, int width) {
            return new Shape(
                    layers,
                    width,
                    Math.max(1, width / 64),
                    STANDARD.vocabulary,
                    STANDARD.maxTokens,
                    STANDARD.windowOverlap);
        }
    }
}
