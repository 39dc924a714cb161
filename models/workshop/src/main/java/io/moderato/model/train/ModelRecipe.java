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
 * How a model is made.
 *
 * @param name the model's name, the same in all its versions
 * @param shape its size, and what it reads at a time
 * @param base folder of an encoder, or of a model that learns on, whose layers, width and vocabulary then count; without one, training begins from
 *     random weights and a vocabulary of its own
 * @param baseLayers how many of the base encoder's layers are kept, from the first; null for all of them
 * @param meanOf folders of models whose weights' mean it is, instead of being trained; none to train it
 * @param teachers folders of models whose opinions it learns beside the labels; none for the labels alone
 * @param sentences at most so many functional sentences of each function to train on; 0 for none
 * @param augmentation how often a text is spelled otherwise
 * @param training how it is trained
 * @param rivals whether the classical models are trained on the same rows, to be measured beside it
 * @param command how a person would make this model again, for its card
 * @param measuring what is measured beside the validation rows, and how long
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
    /** How much functional sentences count beside others: counted twice, they cost the sets of posts something (decision 14). */
    public static final double FUNCTIONAL_EMPHASIS = 1.5;

    /** What a run's record says of it. */
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

    /** The size of the encoder and of what it reads. */
    public record Shape(int layers, int width, int heads, int vocabulary, int maxTokens, int windowOverlap) {
        /** What the shipped model has. */
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
