package io.moderato.model.torchscript;

import io.moderato.model.weights.WriteAside;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a TorchScript archive, which is a zip file. Its entries are not compressed, and their bytes begin at multiples of 64. They are
 * {@code data.pkl} (the module's state), {@code code/__torch__.py} (its class), {@code constants.pkl}, {@code data/N} (the storages of its
 * tensors) and {@code version}. Source: the serialization notes in PyTorch's {@code torch/csrc/jit/docs}.
 */
public final class TorchScriptArchive {
    private static final String ROOT = "model/";
    private static final int ALIGNMENT = 64;
    /** The archive version that PyTorch 1.10 and later write. */
    private static final String VERSION = "10\n";
    /** The id of the extra field that PyTorch uses as padding; readers skip the field. */
    private static final int PADDING_FIELD = 0x4246;

    private static final int LOCAL_HEADER = 30;

    private record File(String name, Supplier<byte[]> content) {}

    private TorchScriptArchive() {}

    /** Writes a module of that class in the package {@code __torch__}; its state is that list of tensors. */
    public static void write(Path target, String className, String code, List<TorchTensor> tensors) {
        List<File> files = new ArrayList<>();
        files.add(new File("data.pkl", () -> TorchPickle.moduleState(className, tensors)));
        files.add(new File("code/__torch__.py", () -> code.getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < tensors.size(); i++) {
            files.add(new File("data/" + i, tensors.get(i)::bytes));
        }
        files.add(new File("constants.pkl", TorchPickle::emptyTuple));
        files.add(new File("version", () -> VERSION.getBytes(StandardCharsets.UTF_8)));
        files.add(new File("byteorder", () -> "little".getBytes(StandardCharsets.UTF_8)));
        WriteAside.replace(target, aside -> {
            try (OutputStream out = Files.newOutputStream(aside);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.setMethod(ZipOutputStream.STORED);
                long offset = 0;
                for (File file : files) {
                    offset = store(zip, file, offset);
                }
            }
        });
    }

    /** Stores a file whose local header begins at that offset, and returns the offset of its end. */
    private static long store(ZipOutputStream zip, File file, long offset) throws IOException {
        String name = ROOT + file.name;
        byte[] bytes = file.content.get();
        long unpadded = offset + LOCAL_HEADER + name.getBytes(StandardCharsets.UTF_8).length + 4;
        int padding = (int) ((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT);
        byte[] extra = new byte[4 + padding];
        extra[0] = (byte) PADDING_FIELD;
        extra[1] = (byte) (PADDING_FIELD >>> 8);
        extra[2] = (byte) padding;
        extra[3] = (byte) (padding >>> 8);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
        entry.setExtra(extra);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
        return unpadded + padding + bytes.length;
    }
}
