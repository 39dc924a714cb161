package io.moderato.model.train;

import io.moderato.model.ModelException;
import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The state from which an interrupted run goes on, in one safetensors file: weights, the optimiser's moments and the position.
 *
 * @param steps the number of steps done
 * @param seconds the time of training so far
 * @param bestScore the best validation score so far
 * @param bestStep the step at which the best score was reached
 * @param sinceBest the number of evaluations since then
 * @param options the options of the run; a checkpoint with other options is refused
 */
record Checkpoint(
        long steps,
        double seconds,
        double bestScore,
        long bestStep,
        int sinceBest,
        String options,
        Map<String, Tensor> weights,
        Map<String, Tensor> moments) {
    private static final String MOMENT = "optimizer.";

    static Path file(Path state) {
        return state.resolve("checkpoint.safetensors");
    }

    void write(Path state) {
        Map<String, Tensor> all = new LinkedHashMap<>(weights);
        moments.forEach((name, tensor) -> all.put(MOMENT + name, tensor));
        SafeTensors.write(
                file(state),
                all,
                SafeTensors.Type.F32,
                Map.of(
                        "steps", String.valueOf(steps),
                        "seconds", String.valueOf(seconds),
                        "bestScore", String.valueOf(bestScore),
                        "bestStep", String.valueOf(bestStep),
                        "sinceBest", String.valueOf(sinceBest),
                        "options", options));
    }

    /**
     * The checkpoint of an interrupted run, if there is one.
     *
     * @throws ModelException if the checkpoint is damaged or belongs to a run with other options
     */
    static Optional<Checkpoint> read(Path state, String options) {
        Path file = file(state);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, String> metadata = SafeTensors.header(file).metadata();
        if (!options.equals(metadata.get("options"))) {
            throw new ModelException(
                    file, "was written by a run with %s; this one has %s".formatted(metadata.get("options"), options));
        }
        Map<String, Tensor> weights = new LinkedHashMap<>();
        Map<String, Tensor> moments = new LinkedHashMap<>();
        SafeTensors.read(file).forEach((name, tensor) -> {
            if (name.startsWith(MOMENT)) {
                moments.put(name.substring(MOMENT.length()), tensor);
            } else {
                weights.put(name, tensor);
            }
        });
        try {
            return Optional.of(new Checkpoint(
                    Long.parseLong(metadata.getOrDefault("steps", "")),
                    Double.parseDouble(metadata.getOrDefault("seconds", "")),
                    Double.parseDouble(metadata.getOrDefault("bestScore", "")),
                    Long.parseLong(metadata.getOrDefault("bestStep", "")),
                    Integer.parseInt(metadata.getOrDefault("sinceBest", "")),
                    options,
                    weights,
                    moments));
        } catch (NumberFormatException e) {
            throw new ModelException(file, "does not say how far the run was: " + metadata, e);
        }
    }
}
