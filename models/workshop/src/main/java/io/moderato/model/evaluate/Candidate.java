package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.CalibratedScorer;
import io.moderato.model.ModerationSettings;
import io.moderato.model.ModerationSettings.Calibration;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.Scorer;
import io.moderato.model.data.LabelledText;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.serving.TextClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A model to be measured.
 *
 * @param categories the categories that the model scores
 * @param limits the model's thresholds; if they are empty, they are chosen so that one harmless text in a hundred is rejected
 * @param calibration the calibration of the model's scores, so that its effect can be measured; empty if there is none or it is unknown
 * @param bytes the size of the files that the model needs to score
 */
public record Candidate(
        Scorer scorer,
        List<Category> categories,
        Map<Category, Limit> limits,
        Map<Category, Calibration> calibration,
        long bytes) {
    /** Copies lists and maps. */
    public Candidate {
        categories = List.copyOf(categories);
        limits = Map.copyOf(limits);
        calibration = Map.copyOf(calibration);
    }

    /** The model of that folder, to be measured. */
    public static Candidate of(TextClassifier classifier, ModelFolder folder) throws IOException {
        ModerationSettings settings = folder.moderation();
        long bytes = 0;
        for (String file : folder.servingFiles()) {
            bytes += Files.size(folder.file(file));
        }
        return new Candidate(classifier, settings.categories(), settings.limits(), settings.calibration(), bytes);
    }

    /** A rival, to be measured. */
    public static Candidate of(CalibratedScorer rival) {
        return new Candidate(
                rival,
                rival.categories(),
                rival.outputs().limits(),
                rival.outputs().calibration(),
                rival.bytes());
    }

    /** The same candidate under another name, for two candidates with the same name. */
    public Candidate named(String name) {
        Scorer named = new Scorer() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Scores> score(List<String> texts) {
                return scorer.score(texts);
            }
        };
        return new Candidate(named, categories, limits, calibration, bytes);
    }

    /** The score before calibration: the sigmoid of the model's own logit. */
    double uncalibrated(Category category, double score) {
        Calibration of = calibration.getOrDefault(category, Calibration.NONE);
        double certain = Math.clamp(score, 1e-12, 1 - 1e-12);
        double logit = (Math.log(certain / (1 - certain)) - of.bias()) / of.slope();
        return Calibration.NONE.probability(logit);
    }

    /**
     * The candidate's limits; if it has none, limits that fit the harmless texts among these rows. Each row has its scores at the same
     * place.
     */
    Map<Category, Limit> limitsOr(List<LabelledText> rows, List<Scores> scores, double maxRejected) {
        Map<Category, Limit> chosen = new EnumMap<>(Category.class);
        chosen.putAll(limits.isEmpty() ? LimitChoice.choose(rows, scores, categories, maxRejected) : limits);
        return chosen;
    }
}
