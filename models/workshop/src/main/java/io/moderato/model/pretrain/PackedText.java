package io.moderato.model.pretrain;

import io.moderato.model.ModelException;
import io.moderato.model.weights.WriteAside;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Texts as token ids, one after the other in rows of equal length. Each row begins with [CLS] and each text ends with [SEP]. The file holds
 * unsigned 16-bit big-endian ids without a header. It is mapped into memory, not read.
 */
final class PackedText {
    /** The largest vocabulary whose ids fit into 16 bits. */
    static final int LARGEST_VOCABULARY = 1 << Short.SIZE;

    private final int rowTokens;
    private final ShortBuffer ids;

    private PackedText(int rowTokens, ShortBuffer ids) {
        this.rowTokens = rowTokens;
        this.ids = ids;
    }

    /** Receives texts as token ids and completes rows. */
    static final class Packer {
        private final int rowTokens;
        private final int first;
        private final int last;
        private final Consumer<int[]> rows;
        private int[] row;
        private int length;

        Packer(int rowTokens, int first, int last, Consumer<int[]> rows) {
            this.rowTokens = rowTokens;
            this.first = first;
            this.last = last;
            this.rows = rows;
            this.row = new int[rowTokens];
            begin();
        }

        private void begin() {
            row = new int[rowTokens];
            row[0] = first;
            length = 1;
        }

        /** Adds a text. Tokens that do not fill a row wait for the next text. */
        void add(long[] tokens) {
            for (long token : tokens) {
                add((int) token);
            }
            add(last);
        }

        private void add(int token) {
            row[length++] = token;
            if (length == rowTokens) {
                rows.accept(row);
                begin();
            }
        }
    }

    /** Writes rows one by one. */
    interface RowWriter {
        void write(int[] row) throws IOException;
    }

    /** Produces all rows, then returns. */
    interface Source {
        void pack(RowWriter rows) throws IOException;
    }

    /** Writes a file. The file appears whole or not at all. */
    static void write(Path file, Source source) {
        WriteAside.replace(file, aside -> {
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(aside)))) {
                source.pack(row -> {
                    for (int id : row) {
                        out.writeShort(id);
                    }
                });
            }
        });
    }

    /**
     * Opens a file of rows of that length.
     *
     * @throws ModelException if the file holds no row, or only a part of a row
     */
    static PackedText open(Path file, int rowTokens) {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size == 0 || size % (2L * rowTokens) != 0 || size > Integer.MAX_VALUE) {
                throw new ModelException(
                        file, "holds %,d bytes, which are not whole rows of %d tokens".formatted(size, rowTokens));
            }
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
            return new PackedText(rowTokens, bytes.order(ByteOrder.BIG_ENDIAN).asShortBuffer());
        } catch (IOException e) {
            throw new ModelException(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    int rows() {
        return ids.limit() / rowTokens;
    }

    int rowTokens() {
        return rowTokens;
    }

    /** The token ids of a row. */
    int[] row(int index) {
        int[] row = new int[rowTokens];
        for (int i = 0; i < rowTokens; i++) {
            row[i] = Short.toUnsignedInt(ids.get(index * rowTokens + i));
        }
        return row;
    }
}
