package io.moderato.model;

import io.moderato.content.NormalizedText;
import io.moderato.decision.Category;
import io.moderato.model.data.DataFolder;
import io.moderato.model.data.DataFolder.Split;
import io.moderato.model.data.LabelledText;
import io.moderato.model.evaluate.EnsembleChoice;
import io.moderato.model.evaluate.Evaluation;
import io.moderato.model.evaluate.UnseenSource;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.functional.FunctionalSentence;
import io.moderato.model.functional.FunctionalSentences;
import io.moderato.model.rivals.LinearModel;
import io.moderato.model.train.Progress;
import io.moderato.model.weights.WriteAside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Leaves one source out: for each set that people judged, a model and the linear model are trained on all others, and both are measured
 * on the validation rows of that one. It tells how a recipe does on kinds of text that nobody labelled for it. The output folder
 * holds a folder for each set; what is finished in it is not done again.
 */
final class UnseenSources {
    private static final int VALIDATION_SENTENCES = 30;

    private final ModelRecipe recipe;
    private final Path output;
    private final Progress progress;

    /** @param recipe how each model is made; its base encoder may have read the texts of the sets, without labels */
    UnseenSources(ModelRecipe recipe, Path output, Progress progress) {
        this.recipe = recipe;
        this.output = output;
        this.progress = progress;
    }

    /**
     * Measures those of the sets that are not measured yet, and returns all that are.
     *
     * @param wanted names of sets; empty for every set that people judged
     * @throws ModelException if one is not among them
     */
    List<UnseenSource> run(DataFolder data, List<String> wanted) {
        List<LabelledText> rows = data.read(Split.TRAIN);
        List<LabelledText> validation = data.read(Split.VALIDATION);
        Set<String> judged = Evaluation.judgedByPeople(validation);
        List<String> sets = wanted.isEmpty() ? judged.stream().sorted().toList() : wanted;
        sets.stream().filter(set -> !judged.contains(set)).findFirst().ifPresent(set -> {
            throw new ModelException(
                    data.path(), "has no set '%s' with labels by people; there are %s".formatted(set, judged));
        });
        for (String set : sets) {
            if (result(set).isEmpty()) {
                progress.say("without " + set);
                UnseenSource measured = measure(data, rows, validation, set);
                WriteAside.replace(file(set), aside -> ModelFolder.JSON.writeValue(aside, measured));
                progress.say(measured.describe());
            }
        }
        return judged.stream().sorted().map(this::result).flatMap(Optional::stream).toList();
    }

    private Path file(String set) {
        return output.resolve(set).resolve("result.json");
    }

    private Optional<UnseenSource> result(String set) {
        return Files.exists(file(set))
                ? Optional.of(ModelFolder.JSON.readValue(file(set), UnseenSource.class))
                : Optional.empty();
    }

    private UnseenSource measure(
            DataFolder data, List<LabelledText> rows, List<LabelledText> validation, String set) {
        List<LabelledText> unseen =
                validation.stream().filter(row -> row.set().equals(set)).toList();
        List<LabelledText> others = without(set, unseen, validation);
        List<LabelledText> known = new ArrayList<>(without(set, unseen, rows));
        known.addAll(sentences(Split.TRAIN, recipe.sentences()));
        List<LabelledText> steering = new ArrayList<>(others);
        steering.addAll(sentences(Split.VALIDATION, VALIDATION_SENTENCES));

        Path folder = output.resolve(set);
        ClassifierTraining.Trained trained =
                new ClassifierTraining(recipe, folder, progress).run(data, known, steering, true);
        LinearModel linear =
                LinearModel.train(known, steering, recipe.training().seed(), progress::say);
        DraftModel draft = DraftModel.write(folder.resolve("model"), recipe, List.of(), trained);
        try (TextClassifier classifier = draft.load(Precision.INT8)) {
            Map<Category, Double> shares = choice(classifier, linear, trained.categories(), others)
                    .shares();
            EnsembleChoice onUnseen = choice(classifier, linear, trained.categories(), unseen);
            return new UnseenSource(
                    set,
                    unseen.size(),
                    auc(onUnseen, set, shares),
                    auc(onUnseen, set, Map.of()),
                    auc(onUnseen, set, EnsembleChoice.wholly(trained.categories())));
        }
    }

    private static double auc(EnsembleChoice choice, String set, Map<Category, Double> shares) {
        return choice.bySet(shares).getOrDefault(set, Double.NaN);
    }

    private static EnsembleChoice choice(
            TextClassifier classifier, LinearModel linear, List<Category> categories, List<LabelledText> rows) {
        List<String> texts = rows.stream().map(LabelledText::text).toList();
        return EnsembleChoice.of(
                rows, categories, classifier.logits(texts), linear.categories(), linear.logits(texts));
    }

    /** The rows of the other sets; a text that two sets share is not seen either. */
    private static List<LabelledText> without(String set, List<LabelledText> unseen, List<LabelledText> rows) {
        Set<String> texts = unseen.stream().map(UnseenSources::form).collect(Collectors.toCollection(HashSet::new));
        return rows.stream()
                .filter(row -> !row.set().equals(set) && !texts.contains(form(row)))
                .toList();
    }

    private static String form(LabelledText row) {
        return NormalizedText.of(row.text()).text().strip();
    }

    private static List<LabelledText> sentences(Split split, int ofEach) {
        return Stream.of(split)
                .filter(s -> ofEach > 0)
                .flatMap(s -> FunctionalSentences.generate(s, 1, ofEach).stream())
                .map(FunctionalSentence::row)
                .toList();
    }
}
