package io.moderato.model.torchscript;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A dense tensor in the form of an archive: little-endian bytes, row-major. The bytes are made only when they are needed, so that an
 * archive can be larger than the memory.
 */
@SuppressWarnings("ArrayRecordComponent")
public record TorchTensor(Type type, long[] shape, Supplier<byte[]> content) {
    /** The types of numbers, with the name of PyTorch's storage class for each. */
    public enum Type {
        FLOAT("FloatStorage", 4),
        HALF("HalfStorage", 2),
        INT8("CharStorage", 1);

        private final String storage;
        private final int bytes;

        Type(String storage, int bytes) {
            this.storage = storage;
            this.bytes = bytes;
        }

        String storage() {
            return storage;
        }
    }

    long elements() {
        return io.moderato.model.weights.Tensor.elements(shape);
    }

    /** Makes the bytes. */
    byte[] bytes() {
        byte[] bytes = content.get();
        if (elements() * type.bytes != bytes.length) {
            throw new IllegalStateException(
                    "Shape %s does not hold %d bytes".formatted(Arrays.toString(shape), bytes.length));
        }
        return bytes;
    }

    public static TorchTensor floats(long[] shape, Supplier<float[]> values) {
        return new TorchTensor(Type.FLOAT, shape, () -> {
            float[] floats = values.get();
            ByteBuffer buffer = ByteBuffer.allocate(floats.length * 4).order(ByteOrder.LITTLE_ENDIAN);
            buffer.asFloatBuffer().put(floats);
            return buffer.array();
        });
    }

    public static TorchTensor halves(long[] shape, Supplier<float[]> values) {
        return new TorchTensor(Type.HALF, shape, () -> {
            float[] floats = values.get();
            ByteBuffer buffer = ByteBuffer.allocate(floats.length * 2).order(ByteOrder.LITTLE_ENDIAN);
            for (float value : floats) {
                buffer.putShort(Float.floatToFloat16(value));
            }
            return buffer.array();
        });
    }

    public static TorchTensor int8(long[] shape, Supplier<byte[]> values) {
        return new TorchTensor(Type.INT8, shape, values);
    }
}
