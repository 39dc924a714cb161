package io.moderato.model.folder;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModelException;
import io.moderato.model.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * What a model folder was when somebody checked it: the hash of the files that decide what it answers, and what it answered to a text. A
 * service that finds another hash, or gets other scores, does not serve the model: a file was changed or damaged since, or this
 * machine computes something else.
 *
 * @param version as {@link ModelFolder#version()}
 * @param text    the text of reference
 * @param scores  the score of each category, by its key
 */
public record ModelSeal(String version, String text, Map<String, Double> scores) {
    /** The file in a model folder. */
    public static final String FILE = "seal.json";

    private static final String REFERENCE = "You are a stupid idiot and everybody hates you.";

    /** Processors round int8 products differently, in the third digit; damaged weights give other scores altogether. */
    private static final double TOLERANCE = 0.05;

    /** The seal in that folder, if there is one. */
    public static Optional<ModelSeal> in(Path folder) {
        Path file = folder.resolve(FILE);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ModelFolder.JSON.readValue(file, ModelSeal.class));
        } catch (JacksonException unreadable) {
            throw new ModelException(file, "is not valid: " + unreadable.getOriginalMessage(), unreadable);
        }
    }

    /** Seals a folder as it is now; the scorer is its model. */
    public static ModelSeal write(Path folder, Scorer scorer) {
        ModelSeal seal = new ModelSeal(ModelFolder.open(folder).version(), REFERENCE, scores(scorer, REFERENCE));
        Path file = folder.resolve(FILE);
        try {
            Files.writeString(file, ModelFolder.JSON.writeValueAsString(seal));
        } catch (IOException failed) {
            throw new ModelException(file, "cannot be written: " + failed.getMessage(), failed);
        }
        return seal;
    }

    /**
     * Checks that a folder and what its model answers are as they were sealed.
     *
     * @param version of the folder now
     * @throws ModelException if they are not, with what to do
     */
    public void check(Path folder, String version, Scorer scorer) {
        if (!this.version.equals(version)) {
            throw new ModelException(
                    folder,
                    "is version %s, and was sealed as %s: a file was changed or damaged. If you changed it, check and seal it anew: ./moderato model check --seal %s"
                            .formatted(version, this.version, folder));
        }
        Map<String, Double> now = scores(scorer, text);
        String different = scores.entrySet().stream()
                .filter(each -> !(Math.abs(now.getOrDefault(each.getKey(), Double.NaN) - each.getValue()) <= TOLERANCE))
                .map(each -> "%s %.3f instead of %.3f"
                        .formatted(each.getKey(), now.getOrDefault(each.getKey(), Double.NaN), each.getValue()))
                .sorted()
                .collect(Collectors.joining(", "));
        if (!different.isEmpty()) {
            throw new ModelException(
                    folder,
                    "scores its text of reference otherwise than when it was sealed (%s). This machine computes it wrongly, or the engine is another one: ./moderato model check %s"
                            .formatted(different, folder));
        }
    }

    private static Map<String, Double> scores(Scorer scorer, String text) {
        Scores scores = scorer.score(List.of(text)).getFirst();
        Map<String, Double> byKey = new TreeMap<>();
        for (Map.Entry<Category, Double> each : scores.byCategory().entrySet()) {
            byKey.put(each.getKey().key(), each.getValue());
        }
        return byKey;
    }
}
