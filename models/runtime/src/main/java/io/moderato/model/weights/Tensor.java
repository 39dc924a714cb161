package io.moderato.model.weights;

import java.util.Arrays;

/**
 * Numbers in row-major order with their shape.
 *
 * @param shape the length of each dimension
 * @param values the numbers, as many as the shape says; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tensor(long[] shape, float[] values) {
    /** Checks that the shape holds the values. */
    public Tensor {
        if (elements(shape) != values.length) {
            throw new IllegalArgumentException(
                    "Shape %s does not hold %d values".formatted(Arrays.toString(shape), values.length));
        }
    }

    /** The number of values of that shape. */
    public static long elements(long... shape) {
        long elements = 1;
        for (long length : shape) {
            elements = Math.multiplyExact(elements, length);
        }
        return elements;
    }
}
