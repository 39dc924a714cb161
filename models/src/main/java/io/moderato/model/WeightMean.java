package io.moderato.model;

import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One model out of several that began from the same base encoder: each weight is the mean of theirs. It costs as much as one of them
 * and, as long as they have not gone far apart, ranks nearly as well as all of them together. Source: model soups, Wortsman et al. 2022.
 */
final class WeightMean {
    private WeightMean() {}

    /**
     * The mean of the weights of those models.
     *
     * @param maxTokens how many tokens the result is to read at a time
     * @throws ModelException naming a model that cannot be read, or that differs from the first in shape, outputs, vocabulary or window
     */
    static ClassifierTraining.Trained of(List<Path> models, int maxTokens) {
        List<ModelFolder> folders = models.stream().map(ModelFolder::open).toList();
        ModelFolder first = folders.getFirst();
        Map<String, Tensor> sums = new LinkedHashMap<>();
        for (ModelFolder folder : folders) {
            check(folder, first, maxTokens);
            SafeTensors.read(folder.file(ModelFolder.WEIGHTS))
                    .forEach((name, tensor) -> sums.merge(name, tensor, WeightMean::sum));
        }
        Map<String, Tensor> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, divided(sum, folders.size())));
        return new ClassifierTraining.Trained(
                first.config(),
                first.moderation().categories(),
                means,
                "The weights are the mean of those of " + versions(folders) + "; nothing was trained",
                first.file(ModelFolder.TOKENIZER));
    }

    private static String versions(List<ModelFolder> folders) {
        return folders.stream().map(ModelFolder::version).collect(Collectors.joining(", "));
    }

    private static void check(ModelFolder folder, ModelFolder first, int maxTokens) {
        List<String> differences = new ArrayList<>();
        if (!folder.config().equals(first.config())) {
            differences.add("shape or outputs");
        }
        if (!sameBytes(folder.file(ModelFolder.TOKENIZER), first.file(ModelFolder.TOKENIZER))) {
            differences.add("vocabulary");
        }
        if (!differences.isEmpty()) {
            throw new ModelException(
                    folder.path(),
                    "differs from %s in %s; only models that began from the same base encoder have a mean"
                            .formatted(first.path(), String.join(" and ", differences)));
        }
        if (folder.moderation().maxTokens() != maxTokens) {
            throw new ModelException(
                    folder.path(),
                    "reads %d tokens at a time, the mean is to read %d"
                            .formatted(folder.moderation().maxTokens(), maxTokens));
        }
    }

    private static boolean sameBytes(Path one, Path other) {
        try {
            return Files.mismatch(one, other) < 0;
        } catch (IOException e) {
            throw new ModelException(one, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static Tensor sum(Tensor one, Tensor other) {
        float[] values = one.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += other.values()[i];
        }
        return new Tensor(one.shape(), values);
    }

    private static Tensor divided(Tensor sum, int count) {
        float[] values = sum.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] /= count;
        }
        return new Tensor(sum.shape(), values);
    }
}
