package io.moderato.model.linear;

import io.moderato.model.ModelException;
import io.moderato.model.Outputs;
import io.moderato.model.weights.WriteAside;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A linear model as a file, {@code linear.bin}; numbers are big-endian:
 *
 * <pre>
 * 8 bytes  "MODLIN 1"
 * int      length of the JSON that follows: {@link Outputs}
 * int      number of features n
 * floats   a scale, then a bias, for each category
 * varints  the features in unsigned order, each as the distance from the one before (7 bits a byte, low bits first)
 * bytes    weights: for each category, the weights of all features
 * int      CRC-32 of everything before
 * </pre>
 */
final class LinearFile {
    private static final byte[] MAGIC = "MODLIN 1".getBytes(StandardCharsets.US_ASCII);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private LinearFile() {}

    static void write(LinearModel model, Path file) {
        WriteAside.replace(file, aside -> Files.write(aside, bytes(model)));
    }

    static LinearModel read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ModelException(file, "missing", e);
        } catch (IOException e) {
            throw new ModelException(file, "cannot be read: " + e.getMessage(), e);
        }
        try {
            return parse(checked(bytes));
        } catch (BufferUnderflowException e) {
            throw new ModelException(file, "is shorter than it claims", e);
        } catch (JacksonException e) {
            throw new ModelException(file, "has a header that cannot be read: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ModelException(file, String.valueOf(e.getMessage()), e);
        }
    }

    static byte[] bytes(LinearModel model) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] header = JSON.writeValueAsBytes(model.outputs());
        int[] features = model.features();
        float[] scales = model.scales();
        float[] biases = model.biases();
        ByteBuffer start = ByteBuffer.allocate(MAGIC.length + 8 + header.length + 8 * scales.length)
                .put(MAGIC)
                .putInt(header.length)
                .put(header)
                .putInt(features.length);
        for (int i = 0; i < scales.length; i++) {
            start.putFloat(scales[i]).putFloat(biases[i]);
        }
        out.writeBytes(start.array());
        long before = 0;
        for (int feature : features) {
            long of = Integer.toUnsignedLong(feature);
            for (long left = of - before; ; left >>>= 7) {
                out.write((int) (left < 0x80 ? left : left & 0x7F | 0x80));
                if (left < 0x80) {
                    break;
                }
            }
            before = of;
        }
        byte[] weights = model.weights();
        for (int output = 0; output < scales.length; output++) {
            for (int i = 0; i < features.length; i++) {
                out.write(weights[i * scales.length + output]);
            }
        }
        CRC32 sum = new CRC32();
        sum.update(out.toByteArray());
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
        return out.toByteArray();
    }

    /** The bytes between the first ones and the checksum, after both were checked. */
    private static ByteBuffer checked(byte[] bytes) {
        int length = bytes.length - Integer.BYTES;
        if (length < MAGIC.length || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IllegalArgumentException("is not a linear model of this release");
        }
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        if ((int) sum.getValue() != ByteBuffer.wrap(bytes).getInt(length)) {
            throw new IllegalArgumentException("is cut short or damaged: its checksum does not match");
        }
        return ByteBuffer.wrap(bytes, MAGIC.length, length - MAGIC.length);
    }

    private static LinearModel parse(ByteBuffer in) {
        byte[] header = new byte[length(in.getInt(), in.remaining())];
        in.get(header);
        Outputs outputs = JSON.readValue(header, Outputs.class);
        int width = outputs.categories().size();
        int size = length(in.getInt(), in.remaining());
        float[] scales = new float[width];
        float[] biases = new float[width];
        for (int i = 0; i < width; i++) {
            scales[i] = in.getFloat();
            biases[i] = in.getFloat();
            if (!Float.isFinite(scales[i]) || !Float.isFinite(biases[i])) {
                throw new IllegalArgumentException("has weights that are not numbers");
            }
        }
        int[] features = new int[size];
        long before = 0;
        for (int i = 0; i < size; i++) {
            before += varint(in);
            features[i] = (int) before;
        }
        byte[] weights = new byte[length(size * (long) width, in.remaining())];
        for (int output = 0; output < width; output++) {
            for (int i = 0; i < size; i++) {
                weights[i * width + output] = in.get();
            }
        }
        if (before > 0xFFFF_FFFFL || in.hasRemaining()) {
            throw new IllegalArgumentException("does not hold what it claims");
        }
        return new LinearModel(outputs, features, weights, scales, biases);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte part = in.get();
            value |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                break;
            }
        }
        if (value == 0) {
            throw new IllegalArgumentException("names a feature twice");
        }
        return value;
    }

    /** The claimed length, if the rest of the file can hold it. */
    private static int length(long claimed, int remaining) {
        if (claimed < 0 || claimed > remaining) {
            throw new BufferUnderflowException();
        }
        return (int) claimed;
    }
}
