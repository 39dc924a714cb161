package io.moderato.model.bench;

import io.moderato.model.EncoderConfig;

/**
 * The multiplications and additions of the matrix products of an encoder for one text, in operations (two for each product that is
 * summed up). Norms, activations and the softmax are not counted.
 *
 * @param whole every token through every layer, as the encoder is usually counted
 * @param exported what an exported encoder computes: where the head reads the first token, its last layer follows that one only
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

    /** Of a training step: forwards once, and backwards to the inputs and to the weights. */
    double training() {
        return 3 * whole;
    }

    private static double attention(int queries, int tokens, double width) {
        return 2 * 2 * (double) queries * tokens * width;
    }
}
