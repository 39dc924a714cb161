package io.moderato.model.torchscript;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A dense tensor as an archive stores it: little-endian bytes, row-major. */
@SuppressWarnings("ArrayRecordComponent")
public record TorchTensor(Type type, long[] shape, byte[] bytes) {
    /** Number types, by the name of the storage class that PyTorch pickles for them. */
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

    public TorchTensor {
        long elements = io.moderato.model.weights.Tensor.elements(shape);
        if (elements * type.bytes != bytes.length) {
            throw new IllegalArgumentException("Shape does not hold %d bytes".formatted(bytes.length));
        }
    }

    long elements() {
        return bytes.length / type.bytes;
    }

    public static TorchTensor floats(long[] shape, float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return new TorchTensor(Type.FLOAT, shape, buffer.array());
    }

    public static TorchTensor halves(long[] shape, float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            buffer.putShort(Float.floatToFloat16(value));
        }
        return new TorchTensor(Type.HALF, shape, buffer.array());
    }

    public static TorchTensor int8(long[] shape, byte[] values) {
        return new TorchTensor(Type.INT8, shape, values);
    }
}
