package io.moderato.model.bench;

import io.moderato.model.EncoderConfig;

/**
 * The multiplications and additions of the matrix products of an encoder for one text, in operations (two for each product that is
 * summed up). Norms, activations and the softmax are not counted.
 *
 * @param whole the count of every token through every layer, which is the usual count of an encoder
 * @param exported the count of the operations that an exported encoder computes: if the head reads only the first token, the last layer
 *     computes only this token
 */
record EncoderOperations(double whole, double exported) {
    static EncoderOperations of(EncoderConfig config, int tokens) {
        double width = config.width();
        double square = width * width;
        double feedForward = 2 * width * config.innerWidth();
        double layer = 2 * tokens * (4 * square + feedForward) + attention(tokens, tokens, width);
        boolean first = config.pooling() == EncoderConfig.Pooling.FIRST;
        double last = first ? 2 * (tokens * 3 * square + square + feedForward) + attention(1, tokens, width) : layer;
        double head =
                2 * (config.pooling().parts() * square + width * config.labels().size());
        return new EncoderOperations(config.layers() * layer + head, (config.layers() - 1) * layer + last + head);
    }

    /** The operations of a training step: once forwards, and backwards both to the inputs and to the weights. */
    double training() {
        return 3 * whole;
    }

    private static double attention(int queries, int tokens, double width) {
        return 2 * 2 * (double) queries * tokens * width;
    }
}
