package io.moderato.model.weights;

import io.moderato.model.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes the safetensors format. A file has eight bytes with the little-endian length of a JSON header, then the header with
 * type, shape and byte range of each tensor, then the bytes of the tensors. Source: the format section of
 * github.com/huggingface/safetensors.
 */
public final class SafeTensors {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PIECE = 1 << 20;
    private static final long LONGEST_HEADER = 100_000_000;
    static final String METADATA = "__metadata__";

    private SafeTensors() {}

    /**
     * The type in which numbers are stored. Reading always turns them into floats; tensors of whole numbers or truth values are left out.
     */
    public enum Type {
        F32(4),
        F16(2),
        BF16(2),
        F64(8),
        I64(8),
        I32(4),
        I16(2),
        I8(1),
        U8(1),
        BOOL(1);

        private final int bytes;

        /** Whether a tensor of this type can be a weight. */
        boolean isFloating() {
            return this == F32 || this == F16 || this == BF16 || this == F64;
        }

        Type(int bytes) {
            this.bytes = bytes;
        }
    }

    /** The place and the form of one stored tensor. Offsets count from the end of the header. */
    public record Entry(Type type, long[] shape, long begin, long end) {}

    /** The header of a file: its tensors and its metadata. */
    public record Header(Path file, Map<String, Entry> tensors, Map<String, String> metadata, long dataStart) {
        /**
         * Checks that the file has a tensor of that name and shape.
         *
         * @throws ModelException if the file has no such tensor
         */
        public void expect(String name, long... shape) {
            Entry entry = tensors.get(name);
            if (entry == null) {
                throw new ModelException(file, "has no tensor " + name);
            }
            if (!Arrays.equals(entry.shape(), shape)) {
                throw new ModelException(
                        file,
                        "%s has shape %s, expected %s"
                                .formatted(name, Arrays.toString(entry.shape()), Arrays.toString(shape)));
            }
        }
    }

    /**
     * Reads the header and checks that the file is whole.
     *
     * @throws ModelException if it is not a safetensors file or is cut short
     */
    public static Header header(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return header(file, channel);
        } catch (IOException e) {
            throw new ModelException(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads one tensor.
     *
     * @throws ModelException if the tensor is missing, holds whole numbers or truth values, or holds a value that is not a finite number
     */
    public static Tensor read(Header header, String name) {
        try (FileChannel channel = FileChannel.open(header.file, StandardOpenOption.READ)) {
            return tensor(header, name, channel);
        } catch (IOException e) {
            throw new ModelException(header.file, "cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads a tensor in pieces, so that a large tensor takes no more memory than its floats. */
    private static Tensor tensor(Header header, String name, FileChannel channel) throws IOException {
        Entry entry = header.tensors.get(name);
        if (entry == null) {
            throw new ModelException(header.file, "has no tensor " + name);
        }
        float[] values = new float[(int) Tensor.elements(entry.shape)];
        int room = PIECE / entry.type.bytes;
        for (int start = 0; start < values.length; start += room) {
            int count = Math.min(room, values.length - start);
            long from = header.dataStart + entry.begin + (long) start * entry.type.bytes;
            ByteBuffer bytes = bytes(channel, from, count * entry.type.bytes);
            for (int i = start; i < start + count; i++) {
                values[i] = switch (entry.type) {
                    case F32 -> bytes.getFloat();
                    case F16 -> Float.float16ToFloat(bytes.getShort());
                    case BF16 -> Float.intBitsToFloat(bytes.getShort() << 16);
                    case F64 -> (float) bytes.getDouble();
                    case I64, I32, I16, I8, U8, BOOL ->
                        throw new ModelException(header.file, "%s holds %s, not weights".formatted(name, entry.type));
                };
                if (!Float.isFinite(values[i])) {
                    throw new ModelException(header.file, name + " holds " + values[i]);
                }
            }
        }
        return new Tensor(entry.shape, values);
    }

    static void describe(ObjectNode json, String name, Type type, long[] shape, long begin, long end) {
        ObjectNode node = json.putObject(name);
        node.put("dtype", type.name());
        Arrays.stream(shape).forEach(node.putArray("shape")::add);
        node.putArray("data_offsets").add(begin).add(end);
    }

    /** The length of the header, then the header, padded to eight bytes. */
    static ByteBuffer headerBytes(ObjectNode header) {
        byte[] json = JSON.writeValueAsBytes(header);
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer start = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(padded).put(json);
        while (start.hasRemaining()) {
            start.put((byte) ' ');
        }
        return start.flip();
    }

    /**
     * Reads every tensor of floating-point numbers.
     *
     * @throws ModelException if the file is damaged or holds a value that is not a finite number
     */
    public static Map<String, Tensor> read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Header header = header(file, channel);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, Entry> named : header.tensors.entrySet()) {
                if (named.getValue().type.isFloating()) {
                    tensors.put(named.getKey(), tensor(header, named.getKey(), channel));
                }
            }
            return tensors;
        } catch (IOException e) {
            throw new ModelException(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Writes the tensors in their order. The file appears whole or not at all.
     *
     * @throws ModelException if the file cannot be written
     */
    public static void write(Path file, Map<String, Tensor> tensors, Type type, Map<String, String> metadata) {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode node = header.putObject(METADATA);
            metadata.forEach(node::put);
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
            long end = offset + (long) named.getValue().values().length * type.bytes;
            describe(header, named.getKey(), type, named.getValue().shape(), offset, end);
            offset = end;
        }
        ByteBuffer start = headerBytes(header);
        WriteAside.replace(file, aside -> {
            try (FileChannel channel = FileChannel.open(
                    aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                writeFully(channel, start);
                for (Tensor tensor : tensors.values()) {
                    writeFully(channel, bytes(tensor, type));
                }
            }
            header(aside);
        });
    }

    private static ByteBuffer bytes(Tensor tensor, Type type) {
        float[] values = tensor.values();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * type.bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            switch (type) {
                case F32 -> bytes.putFloat(value);
                case F16 -> bytes.putShort(Float.floatToFloat16(value));
                case BF16 -> bytes.putShort((short) (Float.floatToIntBits(value) >>> 16));
                case F64 -> bytes.putDouble(value);
                case I64, I32, I16, I8, U8, BOOL ->
                    throw new IllegalArgumentException("Weights are not written as " + type);
            }
        }
        return bytes.flip();
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer bytes(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new IOException("ends early");
            }
        }
        return bytes.flip();
    }

    private static Header header(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < 8) {
            throw new ModelException(file, "is not a safetensors file: only %d bytes".formatted(size));
        }
        long length = bytes(channel, 0, 8).getLong();
        if (length < 2 || length > LONGEST_HEADER || length > size - 8) {
            throw new ModelException(
                    file, "is not a safetensors file: header of %d bytes in %d".formatted(length, size));
        }
        JsonNode json;
        try {
            json = JSON.readTree(new String(bytes(channel, 8, (int) length).array(), StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new ModelException(file, "has a broken header: " + e.getOriginalMessage(), e);
        }
        Map<String, Entry> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> named : json.properties()) {
            if (named.getKey().equals(METADATA)) {
                named.getValue()
                        .properties()
                        .forEach(e -> metadata.put(e.getKey(), e.getValue().asString()));
            } else {
                tensors.put(named.getKey(), entry(file, named.getKey(), named.getValue(), size - 8 - length));
            }
        }
        return new Header(file, tensors, metadata, 8 + length);
    }

    /** The number of values of a shape, or -1 if they do not fit into an array. */
    private static long elements(long[] shape) {
        if (Arrays.stream(shape).anyMatch(length -> length < 0)) {
            return -1;
        }
        try {
            long elements = Tensor.elements(shape);
            return elements > Integer.MAX_VALUE - 8 ? -1 : elements;
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    private static Entry entry(Path file, String name, JsonNode json, long available) {
        Type type;
        try {
            type = Type.valueOf(json.path("dtype").asString(""));
        } catch (IllegalArgumentException e) {
            throw new ModelException(file, name + " has the unsupported type " + json.path("dtype"), e);
        }
        List<Long> shape = new ArrayList<>();
        json.path("shape").forEach(length -> shape.add(length.asLong()));
        long begin = json.path("data_offsets").path(0).asLong(-1);
        long end = json.path("data_offsets").path(1).asLong(-1);
        long[] lengths = shape.stream().mapToLong(Long::longValue).toArray();
        if (begin < 0 || end < begin || elements(lengths) * type.bytes != end - begin) {
            throw new ModelException(file, "%s has bytes %d to %d for shape %s".formatted(name, begin, end, shape));
        }
        if (end > available) {
            throw new ModelException(file, "is cut short: %s ends at byte %d of %d".formatted(name, end, available));
        }
        return new Entry(type, lengths, begin, end);
    }
}
