package io.moderato.model.weights;

import io.moderato.model.EncoderConfig;
import io.moderato.model.EncoderConfig.Family;
import io.moderato.model.ModelException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of a classifier of any family in safetensors files. They are asked for under the names of {@link BertWeights}, whatever their
 * names in the files, and read one at a time.
 */
public final class StoredWeights {
    private record Place(SafeTensors.Header header, String name) {}

    private final EncoderConfig config;
    private final Map<String, Place> places = new LinkedHashMap<>();

    private StoredWeights(EncoderConfig config) {
        this.config = config;
    }

    /**
     * Finds every weight and checks its shape. No values are read.
     *
     * @throws ModelException if a file is damaged, or a weight is missing or has another shape
     */
    public static StoredWeights open(List<Path> files, EncoderConfig config) {
        StoredWeights weights = new StoredWeights(config);
        List<SafeTensors.Header> headers =
                files.stream().map(SafeTensors::header).toList();
        BertWeights.shapes(config).forEach((name, shape) -> {
            if (name.equals(BertWeights.TYPES) && config.family() == Family.DISTILBERT) {
                return;
            }
            List<String> candidates = WeightNames.of(config.family(), name);
            for (String candidate : candidates) {
                for (SafeTensors.Header header : headers) {
                    if (header.tensors().containsKey(candidate)) {
                        header.expect(candidate, shape);
                        weights.places.putIfAbsent(name, new Place(header, candidate));
                    }
                }
            }
            if (!weights.places.containsKey(name)) {
                throw new ModelException(
                        files.getFirst(),
                        "has no tensor %s, which a %s sequence classifier needs"
                                .formatted(candidates.getFirst(), config.modelType()));
            }
        });
        return weights;
    }

    /**
     * The weight of that name, in the form that a BERT has: positions begin with the first one that is used, and a family without token
     * types gets one type of zeros.
     *
     * @throws ModelException if the weight cannot be read or holds a value that is not finite
     */
    public Tensor read(String name) {
        Place place = places.get(name);
        if (place == null) {
            if (name.equals(BertWeights.TYPES)) {
                return new Tensor(new long[] {1, config.width()}, new float[config.width()]);
            }
            throw new IllegalArgumentException("No weight " + name);
        }
        Tensor tensor = SafeTensors.read(place.header, place.name);
        if (name.equals(BertWeights.POSITIONS) && config.positionOffset() > 0) {
            int from = config.positionOffset() * config.width();
            return new Tensor(
                    new long[] {config.longestInput(), config.width()},
                    Arrays.copyOfRange(tensor.values(), from, tensor.values().length));
        }
        return tensor;
    }
}
