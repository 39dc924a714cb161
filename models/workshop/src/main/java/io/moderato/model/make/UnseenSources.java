package io.moderato.model.make;

import io.moderato.decision.Category;
import io.moderato.model.ModelException;
import io.moderato.model.data.DataFolder;
import io.moderato.model.data.DataFolder.Split;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.version.DataManifest;
import io.moderato.model.data.version.FileHash;
import io.moderato.model.evaluate.EnsembleChoice;
import io.moderato.model.evaluate.Evaluation;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.functional.FunctionalSentences;
import io.moderato.model.linear.LinearModel;
import io.moderato.model.rivals.LinearTraining;
import io.moderato.model.scorecard.UnseenSource;
import io.moderato.model.serving.TextClassifier;
import io.moderato.model.train.ModelRecipe;
import io.moderato.model.train.Progress;
import io.moderato.model.weights.WriteAside;
import io.moderato.text.NormalizedText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * Measures a recipe on kinds of text that nobody labelled for it. For each set that people judged, a model and the linear model are trained
 * without this set, and both are measured on its validation rows. If time is short, several sets are left out together, which is harder for
 * both. The output folder holds a folder for each set; finished work in it is not done again.
 */
public final class UnseenSources {
    /** The fewest positives, and the fewest negatives, of a category in a set. With fewer, the ROC AUC says nothing. */
    private static final int FEWEST = 10;

    private final ModelRecipe recipe;
    private final Path output;
    private final Progress progress;

    /**
     * @param recipe the recipe of each model; its base encoder may have read the texts of the sets, without labels
     */
    public UnseenSources(ModelRecipe recipe, Path output, Progress progress) {
        this.recipe = recipe;
        this.output = output;
        this.progress = progress;
    }

    /**
     * Measures the sets that are not measured yet, and returns the results of all measured sets.
     *
     * @param wanted names of sets; empty for every set that people judged
     * @param together the number of sets that are left out at once
     * @throws ModelException if a wanted set cannot be measured, or the output folder holds results of another recipe or other data
     */
    public List<UnseenSource> run(DataFolder data, List<String> wanted, int together) {
        List<LabelledText> rows = data.read(Split.TRAIN);
        List<LabelledText> validation = data.read(Split.VALIDATION);
        List<String> judged = Evaluation.judgedByPeople(validation).stream()
                .filter(set -> measurable(set, validation))
                .sorted()
                .toList();
        wanted.stream().filter(set -> !judged.contains(set)).findFirst().ifPresent(set -> {
            throw new ModelException(
                    data.path(),
                    "has no set '%s' with enough labels by people to be measured; such sets are %s"
                            .formatted(set, judged));
        });
        Map<String, String> madeWith = new TreeMap<>(recipe.parameters());
        madeWith.remove("command");
        if (recipe.base() != null) {
            madeWith.put(
                    "base",
                    FileHash.of(recipe.base().resolve(ModelFolder.WEIGHTS)).sha256());
        }
        madeWith.put("data_version", DataManifest.of(data.path(), part -> {}).version());
        List<UnseenSource> finished = judged.stream()
                .map(set -> result(set, madeWith))
                .flatMap(Optional::stream)
                .toList();
        List<String> missing = (wanted.isEmpty() ? judged : wanted)
                .stream()
                        .filter(set ->
                                finished.stream().noneMatch(one -> one.set().equals(set)))
                        .toList();
        List<UnseenSource> all = new ArrayList<>(finished);
        for (List<String> group : groups(missing, together)) {
            progress.say("without " + String.join(", ", group));
            for (UnseenSource measured : measure(data, rows, validation, group, madeWith)) {
                WriteAside.replace(file(measured.set()), aside -> ModelFolder.JSON.writeValue(aside, measured));
                progress.say(measured.describe());
                all.add(measured);
            }
        }
        return all.stream().sorted((a, b) -> a.set().compareTo(b.set())).toList();
    }

    private static boolean measurable(String set, List<LabelledText> validation) {
        for (Category category : Category.values()) {
            List<LabelledText.Label> labels = validation.stream()
                    .filter(row -> row.set().equals(set))
                    .flatMap(row -> Stream.ofNullable(row.labels().get(category)))
                    .toList();
            long positives =
                    labels.stream().filter(LabelledText.Label::positive).count();
            if (Math.min(positives, labels.size() - positives) >= FEWEST) {
                return true;
            }
        }
        return false;
    }

    /**
     * The groups of sets that are left out together. Sets with neighbouring names are often similar, so a group takes its sets at regular
     * distances.
     */
    static List<List<String>> groups(List<String> sets, int together) {
        int groups = Math.ceilDiv(sets.size(), Math.max(1, together));
        return IntStream.range(0, groups)
                .mapToObj(group -> IntStream.range(0, sets.size())
                        .filter(i -> i % groups == group)
                        .mapToObj(sets::get)
                        .toList())
                .toList();
    }

    private Path file(String set) {
        return output.resolve(set).resolve("result.json");
    }

    private Optional<UnseenSource> result(String set, Map<String, String> madeWith) {
        if (!Files.exists(file(set))) {
            return Optional.empty();
        }
        UnseenSource result;
        try {
            result = ModelFolder.JSON.readValue(file(set), UnseenSource.class);
        } catch (JacksonException e) {
            throw new ModelException(file(set), "is not a result: " + e.getOriginalMessage(), e);
        }
        if (!result.madeWith().equals(madeWith)) {
            throw new ModelException(
                    file(set),
                    "was measured with another recipe or other data (%s; now %s); choose another output folder"
                            .formatted(result.madeWith(), madeWith));
        }
        return Optional.of(result);
    }

    private List<UnseenSource> measure(
            DataFolder data,
            List<LabelledText> rows,
            List<LabelledText> validation,
            List<String> group,
            Map<String, String> madeWith) {
        Set<String> texts = validation.stream()
                .filter(row -> group.contains(row.set()))
                .map(UnseenSources::form)
                .collect(Collectors.toSet());
        List<LabelledText> known = new ArrayList<>(without(group, texts, rows));
        known.addAll(FunctionalSentences.toTrainOn(recipe.sentences()));
        List<LabelledText> others = new ArrayList<>(without(group, texts, validation));
        others.addAll(FunctionalSentences.toSteerBy(ModelBuild.VALIDATION_SENTENCES));

        Path folder = output.resolve(String.join("+", group));
        ClassifierTraining.Trained trained =
                new ClassifierTraining(recipe, folder, progress).run(data, known, others, true);
        LinearModel linear =
                LinearTraining.train(known, others, recipe.training().seed(), progress::say);
        DraftModel draft = DraftModel.write(folder.resolve("model"), recipe, List.of(), trained);
        try (TextClassifier classifier = draft.load(Precision.INT8)) {
            Map<Category, Double> shares = choice(
                            classifier, linear, trained.categories(), EnsembleChoice.alsoDisguised(others))
                    .shares();
            List<UnseenSource> measured = new ArrayList<>();
            for (String set : group) {
                List<LabelledText> unseen =
                        validation.stream().filter(row -> row.set().equals(set)).toList();
                EnsembleChoice choice = choice(classifier, linear, trained.categories(), unseen);
                Double model = choice.bySet(shares).get(set);
                if (model == null) {
                    progress.say(set + " cannot be measured: no other set teaches its categories");
                    continue;
                }
                measured.add(new UnseenSource(
                        set,
                        group.size(),
                        unseen.size(),
                        model,
                        choice.bySet(Map.of()).getOrDefault(set, 0.0),
                        choice.bySet(EnsembleChoice.wholly(trained.categories()))
                                .getOrDefault(set, 0.0),
                        madeWith));
            }
            return measured;
        }
    }

    private static EnsembleChoice choice(
            TextClassifier classifier, LinearModel linear, List<Category> categories, List<LabelledText> rows) {
        List<String> texts = rows.stream().map(LabelledText::text).toList();
        return EnsembleChoice.of(rows, categories, classifier.logits(texts), linear.categories(), linear.logits(texts));
    }

    /** The rows of the other sets, without the texts on which is measured. */
    private static List<LabelledText> without(List<String> group, Set<String> texts, List<LabelledText> rows) {
        return rows.stream()
                .filter(row -> !group.contains(row.set()) && !texts.contains(form(row)))
                .toList();
    }

    private static String form(LabelledText row) {
        return NormalizedText.of(row.text()).text().strip();
    }
}
