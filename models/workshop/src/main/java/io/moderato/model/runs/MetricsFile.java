package io.moderato.model.runs;

import io.moderato.model.ModelException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The file {@code metrics.jsonl} with every value of every metric, one in each line. Lines are only added, never changed. */
final class MetricsFile implements AutoCloseable {
    static final String FILE = "metrics.jsonl";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A line of the file. */
    record Line(String key, double value, long step, Instant time) {
        Metric metric() {
            return new Metric(value, step, time);
        }
    }

    private final Path file;
    private final FileChannel channel;

    private MetricsFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens the file of a folder for adding lines. Half a line at the end, left by an interruption, is cut off. */
    static MetricsFile append(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            Files.createDirectories(folder);
            cutHalfALine(file);
            return new MetricsFile(
                    file,
                    FileChannel.open(
                            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new ModelException(file, "cannot be written: " + e.getMessage(), e);
        }
    }

    /** Adds a line in one write, so that a reader sees the whole line or nothing, even after a kill. */
    void add(Line line) {
        ByteBuffer bytes = ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new ModelException(file, "cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Up to that many lines, from a line number on, counted from 0. A last line that is not complete is left for later.
     *
     * @throws ModelException if a line is not a metric; the message names the line
     */
    static List<Line> read(Path folder, long from, int most) {
        Path file = folder.resolve(FILE);
        List<Line> lines = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            return lines;
        }
        long number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null && lines.size() < most; line = reader.readLine()) {
                if (number++ < from) {
                    continue;
                }
                if (!line.endsWith("}")) {
                    break;
                }
                lines.add(JSON.readValue(line, Line.class));
            }
            return lines;
        } catch (IOException e) {
            throw new ModelException(file, "cannot be read: " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new ModelException(file, "line %d is not a metric: %s".formatted(number, e.getOriginalMessage()), e);
        }
    }

    private static void cutHalfALine(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            long end = access.length();
            while (end > 0) {
                access.seek(end - 1);
                if (access.read() == '\n') {
                    break;
                }
                end--;
            }
            access.setLength(end);
        }
    }

    @Override
    public void close() {
        try {
            channel.force(true);
            channel.close();
        } catch (IOException e) {
            throw new ModelException(file, "cannot be written: " + e.getMessage(), e);
        }
    }
}
