package io.moderato.model.rivals;

import io.moderato.decision.Category;
import io.moderato.model.CalibratedScorer;
import io.moderato.model.data.LabelledText;
import io.moderato.model.linear.LinearModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The two classical rivals, which a folder holds as {@code linear.bin} and {@code forest.bin}.
 *
 * @param linear logistic regression over n-grams of words and characters
 * @param forest a random forest of 100 trees over the TF-IDF of 1,000 words
 */
public record Rivals(LinearModel linear, RandomForest forest) {
    /** The file of the linear model. */
    public static final String LINEAR = "linear.bin";
    /** The file of the random forest. */
    public static final String FOREST = "forest.bin";

    /**
     * Trains both on the rows and calibrates them on the validation rows. The same seed gives the same result.
     *
     * @param report receives lines of progress
     * @throws IllegalArgumentException if no category has positives and negatives among the rows
     */
    public static Rivals train(
            List<LabelledText> rows, List<LabelledText> validation, long seed, Consumer<String> report) {
        List<Category> categories = categories(rows);
        long start = System.nanoTime();
        LinearModel linear = LinearTraining.train(rows, validation, seed, report);
        long middle = System.nanoTime();
        report.accept(String.format(
                Locale.ROOT,
                "linear: %,d features, %.1f MB, trained in %.0f s",
                linear.size(),
                linear.bytes() / 1e6,
                (middle - start) / 1e9));
        RandomForest forest = RandomForest.train(rows, validation, categories, seed, report);
        report.accept(String.format(
                Locale.ROOT,
                "random forest: %.1f MB, trained in %.0f s",
                forest.bytes() / 1e6,
                (System.nanoTime() - middle) / 1e9));
        return new Rivals(linear, forest);
    }

    /** The categories that can be learned from those rows. */
    static List<Category> categories(List<LabelledText> rows) {
        List<Category> categories = Arrays.stream(Category.values())
                .filter(category -> LabelledText.haveBoth(rows, category))
                .toList();
        if (categories.isEmpty()) {
            throw new IllegalArgumentException(
                    "No category has positives and negatives among %,d rows".formatted(rows.size()));
        }
        return categories;
    }

    /**
     * Reads both rivals.
     *
     * @throws io.moderato.model.ModelException if a file is missing or damaged; the message names the file
     */
    public static Rivals load(Path folder) {
        return new Rivals(LinearModel.load(folder.resolve(LINEAR)), RandomForest.load(folder.resolve(FOREST)));
    }

    /** Writes both rivals into the folder. The folder is made if it does not exist. */
    public void save(Path folder) {
        linear.save(folder.resolve(LINEAR));
        forest.save(folder.resolve(FOREST));
    }

    /** Both rivals, the better one first. */
    public List<CalibratedScorer> all() {
        return List.of(linear, forest);
    }
}
