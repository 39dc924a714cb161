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
 * Reads and writes the safetensors format: eight bytes little-endian length of a JSON header, the header with type, shape and
 * byte range of each tensor, then the bytes. Source: the format section of github.com/huggingface/safetensors.
 */
public final class SafeTensors {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long LONGEST_HEADER = 100_000_000;
    private static final String METADATA = "__metadata__";

    private SafeTensors() {}

    /** How numbers are stored. Reading always widens to float. */
    public enum Type {
        F32(4),
        F16(2),
        BF16(2);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }
    }

    /** Where and how one tensor is stored; offsets count from the end of the header. */
    public record Entry(Type type, long[] shape, long begin, long end) {}

    /** What a file holds. */
    public record Header(Path file, Map<String, Entry> tensors, Map<String, String> metadata, long dataStart) {
        /**
         * Checks that a tensor is there with that shape.
         *
         * @throws ModelException if it is not
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
     * Reads every tensor.
     *
     * @throws ModelException if the file is damaged or holds a value that is not a finite number
     */
    public static Map<String, Tensor> read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Header header = header(file, channel);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, Entry> named : header.tensors.entrySet()) {
                Entry entry = named.getValue();
                ByteBuffer bytes = bytes(channel, header.dataStart + entry.begin, (int) (entry.end - entry.begin));
                float[] values = new float[(int) Tensor.elements(entry.shape)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = switch (entry.type) {
                        case F32 -> bytes.getFloat();
                        case F16 -> Float.float16ToFloat(bytes.getShort());
                        case BF16 -> Float.intBitsToFloat(bytes.getShort() << 16);
                    };
                    if (!Float.isFinite(values[i])) {
                        throw new ModelException(file, named.getKey() + " holds " + values[i]);
                    }
                }
                tensors.put(named.getKey(), new Tensor(entry.shape, values));
            }
            return tensors;
        } catch (IOException e) {
            throw new ModelException(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Writes the tensors in their order; the file appears whole or not at all.
     *
     * @throws ModelException if it cannot be written
     */
    public static void write(Path file, Map<String, Tensor> tensors, Type type, Map<String, String> metadata) {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode node = header.putObject(METADATA);
            metadata.forEach(node::put);
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
            ObjectNode node = header.putObject(named.getKey());
            node.put("dtype", type.name());
            Arrays.stream(named.getValue().shape()).forEach(node.putArray("shape")::add);
            long end = offset + (long) named.getValue().values().length * type.bytes;
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer start = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(padded).put(json);
        while (start.hasRemaining()) {
            start.put((byte) ' ');
        }
        WriteAside.replace(file, aside -> {
            try (FileChannel channel = FileChannel.open(
                    aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                writeFully(channel, start.flip());
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
            }
        }
        return bytes.flip();
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
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
            throw new ModelException(file, "is no safetensors file: only %d bytes".formatted(size));
        }
        long length = bytes(channel, 0, 8).getLong();
        if (length < 2 || length > LONGEST_HEADER || length > size - 8) {
            throw new ModelException(file, "is no safetensors file: header of %d bytes in %d".formatted(length, size));
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
        if (begin < 0
                || end < begin
                || end - begin != Tensor.elements(lengths) * type.bytes
                || end - begin > Integer.MAX_VALUE) {
            throw new ModelException(file, "%s has bytes %d to %d for shape %s".formatted(name, begin, end, shape));
        }
        if (end > available) {
            throw new ModelException(file, "is cut short: %s ends at byte %d of %d".formatted(name, end, available));
        }
        return new Entry(type, lengths, begin, end);
    }
}
