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
 * Both classical rivals, in a folder as {@code linear.bin} and {@code forest.bin}.
 *
 * @param linear n-grams of words and characters with logistic regression
 * @param forest TF-IDF of 1,000 words with a random forest of 100 trees
 */
public record Rivals(LinearModel linear, RandomForest forest) {
    /** The file of the linear model. */
    public static final String LINEAR = "linear.bin";
    /** The file of the random forest. */
    public static final String FOREST = "forest.bin";

    /**
     * Trains both on those rows and calibrates them on the others. The seed alone decides the result.
     *
     * @param report gets lines of progress
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
     * Reads both.
     *
     * @throws io.moderato.model.ModelException naming the file that is missing or damaged
     */
    public static Rivals load(Path folder) {
        return new Rivals(LinearModel.load(folder.resolve(LINEAR)), RandomForest.load(folder.resolve(FOREST)));
    }

    /** Writes both into the folder, which is made if it is not there. */
    public void save(Path folder) {
        linear.save(folder.resolve(LINEAR));
        forest.save(folder.resolve(FOREST));
    }

    /** Both, the better one first. */
    public List<CalibratedScorer> all() {
        return List.of(linear, forest);
    }
}
