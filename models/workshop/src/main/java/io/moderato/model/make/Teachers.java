package io.moderato.model.make;

import io.moderato.decision.Category;
import io.moderato.model.Logistic;
import io.moderato.model.ModelException;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.LabelledText.Label;
import io.moderato.model.data.SourcePriors;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.functional.FunctionalSentences;
import io.moderato.model.serving.TextClassifier;
import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Teaches a new model by the scores of finished models. A new label is half the people's label and half the teachers' score, so that a
 * rater's mistake counts less. For a category that a source does not label, the teachers' score counts a little. Functional sentences keep
 * their labels, because these are right by construction. Source: knowledge distillation, Hinton et al. 2015.
 */
final class Teachers {
    /** The teachers' part of a label. */
    private static final double TRUST = 0.5;
    /** The weight of the teachers' score for a category that the source does not label, as a part of the weight of the source's labels. */
    private static final double UNKNOWN = 0.2;

    private static final String FILE = "teachers.safetensors";
    private static final String MADE_WITH = "made_with";
    private static final int CHUNK = 8192;

    private final List<Path> folders;
    private final Path state;
    private final Consumer<String> report;

    /**
     * @param folders model folders; only their encoders teach, because a linear model knows the texts that it learned from by heart
     * @param state folder that keeps the teachers' scores for an interrupted run
     */
    Teachers(List<Path> folders, Path state, Consumer<String> report) {
        this.folders = folders;
        this.state = state;
        this.report = report;
    }

    /**
     * The same rows in the same order, with the teachers' scores mixed into the labels. Without teachers, the rows are unchanged.
     *
     * @param rows whose labels have the weights for training
     * @param priors the numbers that are added to the learning model's logits, and therefore to the teachers' logits, too
     * @throws ModelException if a teacher cannot be loaded
     */
    List<LabelledText> taught(List<LabelledText> rows, SourcePriors priors) {
        if (folders.isEmpty()) {
            return rows;
        }
        List<LabelledText> asked = rows.stream()
                .filter(row -> !row.set().equals(FunctionalSentences.SET))
                .toList();
        Map<Category, float[]> opinions = opinions(asked);
        List<LabelledText> taught = new ArrayList<>(rows.size());
        int next = 0;
        for (LabelledText row : rows) {
            taught.add(row.set().equals(FunctionalSentences.SET) ? row : taught(row, next++, opinions, priors));
        }
        return taught;
    }

    private static LabelledText taught(
            LabelledText row, int place, Map<Category, float[]> opinions, SourcePriors priors) {
        double weight = UNKNOWN
                * row.labels().values().stream()
                        .mapToDouble(Label::weight)
                        .average()
                        .orElse(0);
        Map<Category, Label> labels = new EnumMap<>(Category.class);
        labels.putAll(row.labels());
        opinions.forEach((category, logits) -> {
            double opinion = Logistic.of(logits[place] + priors.of(row.set(), category));
            Label own = row.labels().get(category);
            labels.put(
                    category,
                    own == null
                            ? new Label(opinion, weight)
                            : new Label((1 - TRUST) * own.target() + TRUST * opinion, own.weight()));
        });
        return new LabelledText(row.set(), row.text(), labels, row.aspects());
    }

    /** For each category that a teacher scores, the mean of the teachers' logits, one for each row. */
    private Map<Category, float[]> opinions(List<LabelledText> rows) {
        Path file = state.resolve(FILE);
        String madeWith = folders.stream()
                .map(folder -> ModelFolder.open(folder).version())
                .collect(Collectors.joining(
                        ", ",
                        "",
                        "; texts "
                                + rows.stream().map(LabelledText::text).toList().hashCode()));
        if (Files.exists(file)
                && madeWith.equals(SafeTensors.header(file).metadata().get(MADE_WITH))) {
            return kept(file);
        }
        Map<Category, float[]> means = new EnumMap<>(Category.class);
        Map<Category, Integer> teachers = new EnumMap<>(Category.class);
        for (Path folder : folders) {
            try (TextClassifier teacher = TextClassifier.load(folder)) {
                teacher.info().categories().forEach(category -> {
                    means.computeIfAbsent(category, c -> new float[rows.size()]);
                    teachers.merge(category, 1, Integer::sum);
                });
                ask(teacher, rows, means);
            }
        }
        Map<String, Tensor> tensors = new HashMap<>();
        means.forEach((category, sums) -> {
            int count = teachers.getOrDefault(category, 1);
            for (int row = 0; row < sums.length; row++) {
                sums[row] /= count;
            }
            tensors.put(category.key(), new Tensor(new long[] {sums.length}, sums));
        });
        SafeTensors.write(file, tensors, SafeTensors.Type.F32, Map.of(MADE_WITH, madeWith));
        return means;
    }

    private static Map<Category, float[]> kept(Path file) {
        Map<String, Tensor> tensors = SafeTensors.read(file);
        Map<Category, float[]> opinions = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            Tensor tensor = tensors.get(category.key());
            if (tensor != null) {
                opinions.put(category, tensor.values());
            }
        }
        return opinions;
    }

    private void ask(TextClassifier teacher, List<LabelledText> rows, Map<Category, float[]> sums) {
        List<Category> categories = teacher.info().categories();
        for (int start = 0; start < rows.size(); start += CHUNK) {
            List<LabelledText> chunk = rows.subList(start, Math.min(rows.size(), start + CHUNK));
            float[][] logits =
                    teacher.encoderLogits(chunk.stream().map(LabelledText::text).toList());
            for (int output = 0; output < categories.size(); output++) {
                float[] of = sums.get(categories.get(output));
                for (int row = 0; of != null && row < logits.length; row++) {
                    of[start + row] += logits[row][output];
                }
            }
            report.accept("%s: %,d of %,d texts to learn from read"
                    .formatted(teacher.info().version(), start + chunk.size(), rows.size()));
        }
    }
}
