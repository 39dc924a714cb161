package io.moderato.batch.input;

import io.moderato.decision.file.LineFault;
import io.moderato.decision.file.TextLine;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The lines whose first byte lies in a piece of a file. Blank lines are no rows. */
final class JsonLineRows implements Rows {
    private static final int BUFFER = 1 << 16;
    private static final int MAX_LINE = 8_000_000;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final FilePiece piece;
    private final Columns columns;
    private final Configuration hadoop;
    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 12);
    /** The next byte's place in the file, or in what is unpacked of it. */
    private long position;
    /** How many lines of the piece were begun. */
    private long lines;
    /** How many lines begin before the piece; -1 as long as nobody has asked. */
    private long linesBefore = -1;

    JsonLineRows(FilePiece piece, Columns columns, Configuration hadoop) throws IOException {
        this.piece = piece;
        this.columns = columns;
        this.hadoop = hadoop;
        FSDataInputStream raw = open();
        if (isCompressed()) {
            in = new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER);
            linesBefore = 0;
            return;
        }
        // the line that this piece begins in belongs to the piece before, unless it ends just before the first byte
        position = Math.max(0, piece.start() - 1);
        raw.seek(position);
        in = new BufferedInputStream(raw, BUFFER);
        if (piece.start() > 0) {
            skipLine();
        }
    }

    @Override
    public @Nullable Item next() throws IOException {
        while (position < piece.end()) {
            boolean first = position == 0;
            int length = readLine();
            if (length < 0) {
                return null;
            }
            lines++;
            if (length > MAX_LINE) {
                return malformed("is longer than %,d bytes".formatted(MAX_LINE));
            }
            byte[] bytes = line.toByteArray();
            int from = first && startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
            String text;
            try {
                text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                        .toString();
            } catch (CharacterCodingException wrong) {
                return malformed("is not UTF-8");
            }
            if (!text.isBlank()) {
                try {
                    JsonNode node = TextLine.object(text);
                    TextLine row = TextLine.of(node, columns.id(), columns.text());
                    return new Item.Row(
                            row.id(), null, row.content(), Outcomes.of(columns, name -> value(node.get(name))));
                } catch (LineFault fault) {
                    return malformed(String.valueOf(fault.getMessage()));
                }
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static @Nullable String value(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node.asString("");
    }

    private Item malformed(String cause) throws IOException {
        if (linesBefore < 0) {
            linesBefore = countLinesBefore();
        }
        return new Item.Malformed(piece.file(), "line", Long.toString(linesBefore + lines), cause);
    }

    /** Only who has something to say about a line reads what is before it. */
    private long countLinesBefore() throws IOException {
        long count = 0;
        try (InputStream before = new BufferedInputStream(open(), BUFFER)) {
            byte[] buffer = new byte[BUFFER];
            long left = piece.start();
            boolean ended = true;
            while (left > 0) {
                int read = before.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    break;
                }
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        count++;
                    }
                }
                ended = buffer[read - 1] == '\n';
                left -= read;
            }
            return ended ? count : count + 1;
        }
    }

    /** Reads to the end of the line and returns its length, or -1 at the end of the file; what is too long is counted and not kept. */
    private int readLine() throws IOException {
        line.reset();
        int length = 0;
        int read = in.read();
        if (read < 0) {
            return -1;
        }
        for (; read >= 0; read = in.read()) {
            position++;
            if (read == '\n') {
                break;
            }
            if (length <= MAX_LINE) {
                length++;
                line.write(read);
            }
        }
        return length;
    }

    private void skipLine() throws IOException {
        for (int read = in.read(); read >= 0; read = in.read()) {
            position++;
            if (read == '\n') {
                return;
            }
        }
    }

    private FSDataInputStream open() throws IOException {
        Path path = new Path(piece.file());
        return path.getFileSystem(hadoop).open(path);
    }

    private boolean isCompressed() {
        return piece.file().endsWith(".gz");
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= 3
                && bytes[0] == BYTE_ORDER_MARK[0]
                && bytes[1] == BYTE_ORDER_MARK[1]
                && bytes[2] == BYTE_ORDER_MARK[2];
    }
}
