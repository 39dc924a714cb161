package io.moderato.batch.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Archives for tests, and what is in results. */
final class ArchiveFiles {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ArchiveFiles() {}

    /** Lines with the ids from 0 and a text each. */
    static Path lines(Path file, int count) throws IOException {
        return Files.write(file, (Iterable<String>)
                IntStream.range(0, count)
                                .mapToObj(i -> "{\"id\":%d,\"text\":\"Comment %d about the herons at the river\"}"
                                        .formatted(i, i))::iterator);
    }

    /** The results of an output in the order of its parts. */
    static List<JsonNode> results(Path output) throws IOException {
        return read(output, "part-.*\\.jsonl");
    }

    /** What is said about rows that could not be read. */
    static List<JsonNode> malformed(Path output) throws IOException {
        return read(output.resolve("_malformed"), ".*\\.jsonl");
    }

    /** Parquet with small row groups; a text that is null is left out. */
    static Path parquet(Path file, String schema, List<Object[]> rows) throws IOException {
        MessageType type = MessageTypeParser.parseMessageType(schema);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withConf(new Configuration())
                .withType(type)
                .withPageWriteChecksumEnabled(true)
                .withRowGroupRowCountLimit(100)
                .build()) {
            SimpleGroupFactory groups = new SimpleGroupFactory(type);
            for (Object[] row : rows) {
                Group group = groups.newGroup();
                for (int i = 0; i < row.length; i++) {
                    switch (row[i]) {
                        case null -> {}
                        case Long number -> group.add(i, number);
                        case Object text -> group.add(i, text.toString());
                    }
                }
                writer.write(group);
            }
        }
        // not a part of what Parquet is
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        return file;
    }

    /** The rows of Parquet files of an output. */
    static List<Group> parquetResults(Path output) throws IOException {
        try (Stream<Path> parts = Files.list(output)) {
            return parts.filter(part -> part.getFileName().toString().matches("part-.*\\.parquet"))
                    .sorted()
                    .flatMap(part -> groups(part).stream())
                    .toList();
        }
    }

    private static List<Group> groups(Path part) {
        List<Group> all = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(part.toUri()))
                .build()) {
            for (Group each = reader.read(); each != null; each = reader.read()) {
                all.add(each);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return all;
    }

    private static List<JsonNode> read(Path folder, String names) throws IOException {
        try (Stream<Path> parts = Files.list(folder)) {
            return parts.filter(part -> part.getFileName().toString().matches(names))
                    .sorted()
                    .flatMap(part -> {
                        try {
                            return Files.readString(part, StandardCharsets.UTF_8)
                                    .lines();
                        } catch (IOException failed) {
                            throw new UncheckedIOException(failed);
                        }
                    })
                    .map(JSON::readTree)
                    .toList();
        }
    }
}
