package io.moderato.model.weights;

import io.moderato.model.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Joins the several safetensors files of a large model into one file. */
public final class JoinedShards {
    private JoinedShards() {}

    /**
     * Writes the tensors of several files unchanged into one file. The file appears whole or not at all.
     *
     * @throws ModelException if a name occurs twice or the file cannot be written
     */
    public static void write(List<SafeTensors.Header> parts, Path target) {
        ObjectNode json = SafeTensors.JSON.createObjectNode();
        json.putObject(SafeTensors.METADATA).put("format", "pt");
        long offset = 0;
        for (SafeTensors.Header part : parts) {
            for (Map.Entry<String, SafeTensors.Entry> named : part.tensors().entrySet()) {
                SafeTensors.Entry entry = named.getValue();
                if (json.has(named.getKey())) {
                    throw new ModelException(part.file(), named.getKey() + " is in another file too");
                }
                long end = offset + entry.end() - entry.begin();
                SafeTensors.describe(json, named.getKey(), entry.type(), entry.shape(), offset, end);
                offset = end;
            }
        }
        ByteBuffer start = SafeTensors.headerBytes(json);
        WriteAside.replace(target, aside -> {
            try (FileChannel channel = FileChannel.open(
                    aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                SafeTensors.writeFully(channel, start);
                for (SafeTensors.Header part : parts) {
                    copy(part, channel);
                }
            }
            SafeTensors.header(aside);
        });
    }

    private static void copy(SafeTensors.Header part, FileChannel target) throws IOException {
        try (FileChannel source = FileChannel.open(part.file(), StandardOpenOption.READ)) {
            for (SafeTensors.Entry entry : part.tensors().values()) {
                long at = part.dataStart() + entry.begin();
                long end = part.dataStart() + entry.end();
                while (at < end) {
                    long copied = source.transferTo(at, end - at, target);
                    if (copied <= 0) {
                        throw new IOException(part.file() + " ends early");
                    }
                    at += copied;
                }
            }
        }
    }
}
