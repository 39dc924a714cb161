package io.moderato.model.make;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModelException;
import io.moderato.model.card.Pages;
import io.moderato.model.data.LabelledText;
import io.moderato.model.evaluate.Candidate;
import io.moderato.model.evaluate.Evaluation;
import io.moderato.model.evaluate.Int8Loss;
import io.moderato.model.evaluate.LimitChoice;
import io.moderato.model.evaluate.PlotFiles;
import io.moderato.model.export.TorchScriptExport;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.lineage.Lineage;
import io.moderato.model.lineage.Making.Trained;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Rate;
import io.moderato.model.scorecard.Scorecard;
import io.moderato.model.serving.TextClassifier;
import io.moderato.model.serving.TorchModule;
import io.moderato.model.weights.StoredWeights;
import io.moderato.model.weights.WriteAside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Measures a model again after its program was exported again, and replaces the old figures: metrics, plots and card. Calibration, limits
 * and shares stay unchanged.
 */
public final class FiguresRenewal {
    private final Evaluation evaluation;
    private final String dataVersion;
    private final Consumer<String> report;

    /** Prepares a renewal of figures by that evaluation. */
    public FiguresRenewal(Evaluation evaluation, String dataVersion, Consumer<String> report) {
        this.evaluation = evaluation;
        this.dataVersion = dataVersion;
        this.report = report;
    }

    /**
     * Measures the model of that folder.
     *
     * @param rows the rows of the evaluation
     * @throws ModelException if the model was not made here
     */
    public void renew(Path path, List<LabelledText> rows) throws IOException {
        ModelFolder folder = ModelFolder.open(path);
        if (!(Lineage.read(path).made() instanceof Trained)) {
            throw new ModelException(
                    folder.file(ModelFolder.LINEAGE),
                    "belongs to a model that was made elsewhere; it has no figures to renew");
        }
        Comparison before = before(folder);
        Scorecard scorecard;
        Rate elsewhere;
        Map<String, Double> loss;
        try (TextClassifier classifier = TextClassifier.load(path)) {
            Candidate candidate = Candidate.of(classifier, folder);
            List<Scores> scores = evaluation.scores(candidate);
            scorecard = evaluation.measure(candidate, scores);
            elsewhere = LimitChoice.elsewhere(
                    rows, scores, folder.moderation().categories(), LimitChoice.MAX_HARMLESS_REJECTED);
            loss = int8Loss(folder, classifier, rows);
        }
        List<Scorecard> scorecards = new ArrayList<>(List.of(scorecard));
        scorecards.addAll(before.rivals());
        Comparison comparison = evaluation
                .comparison(scorecards, before.unseen())
                .withInt8Loss(loss)
                .about(new Comparison.Subject(folder.version(), dataVersion, elsewhere));
        WriteAside.replace(folder.file(ModelFolder.METRICS), aside -> ModelFolder.JSON.writeValue(aside, comparison));
        PlotFiles.write(comparison, path);
        Pages.write(path);
        report.accept("renewed: metrics, plots and card of " + path);
    }

    private static Comparison before(ModelFolder folder) {
        try {
            return Comparison.of(folder.info().metrics());
        } catch (IllegalArgumentException e) {
            throw new ModelException(folder.file(ModelFolder.METRICS), String.valueOf(e.getMessage()), e);
        }
    }

    /** The loss by int8 on one row in {@link Int8Loss#FP32_EVERY}, as when a model is made. */
    private Map<String, Double> int8Loss(ModelFolder folder, TextClassifier int8, List<LabelledText> rows)
            throws IOException {
        report.accept("comparing int8 with fp32");
        List<LabelledText> sample = IntStream.range(0, rows.size())
                .filter(i -> i % Int8Loss.FP32_EVERY == 0)
                .mapToObj(rows::get)
                .toList();
        List<String> texts = sample.stream().map(LabelledText::text).toList();
        List<Category> categories = folder.moderation().categories();
        Path program = Files.createTempFile("fp32", ".pt");
        try {
            TorchScriptExport.write(
                    program,
                    folder.config(),
                    StoredWeights.open(List.of(folder.file(ModelFolder.WEIGHTS)), folder.config()),
                    Precision.FP32,
                    List.of());
            try (TorchModule fp32 = TorchModule.load(program, folder.config().paddingId())) {
                return Int8Loss.of(
                        sample,
                        scores(folder, int8.encoderLogits(texts, fp32)),
                        scores(folder, int8.encoderLogits(texts)),
                        categories);
            }
        } finally {
            Files.delete(program);
        }
    }

    private static List<Scores> scores(ModelFolder folder, float[][] logits) {
        return Arrays.stream(logits).map(folder.moderation()::scores).toList();
    }
}
