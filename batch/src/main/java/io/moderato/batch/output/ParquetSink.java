package io.moderato.batch.output;

import io.moderato.batch.input.Item;
import io.moderato.decision.ModerationResult;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes results as Parquet. An id that is a number is written as its digits, so that all files have one schema. */
final class ParquetSink implements ResultSink {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message result {
              required binary id (STRING);
              required binary decision (STRING);
              required double confidence;
              required group scores (MAP) {
                repeated group key_value { required binary key (STRING); required double value; }
              }
              required group reasons (LIST) {
                repeated group list { required binary element (STRING); }
              }
              required group unexamined (LIST) {
                repeated group list {
                  required group element { required binary part (STRING); required binary reason (STRING); }
                }
              }
              optional binary detectedLanguage (STRING);
              required group models (LIST) {
                repeated group list { required binary element (STRING); }
              }
              required int32 policyVersion;
              required int64 rulesVersion;
              optional int32 revision;
              optional binary past (STRING);
              optional binary right (STRING);
            }
            """);

    private final SimpleGroupFactory groups = new SimpleGroupFactory(SCHEMA);
    private final ParquetWriter<Group> writer;

    ParquetSink(Path file, Configuration hadoop) throws IOException {
        Files.withoutSideFiles(file, hadoop);
        writer = ExampleParquetWriter.builder(file)
                .withConf(hadoop)
                .withType(SCHEMA)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withPageWriteChecksumEnabled(true)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .build();
    }

    @Override
    public void write(Item.Row row, ModerationResult result) throws IOException {
        Group group = groups.newGroup();
        group.add("id", row.id().asString());
        group.add("decision", result.outcome().name());
        group.add("confidence", result.confidence());
        Group scores = group.addGroup("scores");
        result.scores().byCategory().forEach((category, score) -> {
            Group entry = scores.addGroup("key_value");
            entry.add("key", category.key());
            entry.add("value", score);
        });
        Group reasons = group.addGroup("reasons");
        result.reasons().forEach(reason -> reasons.addGroup("list").add("element", reason.text()));
        Group unexamined = group.addGroup("unexamined");
        result.unexamined().forEach(gap -> {
            Group element = unexamined.addGroup("list").addGroup("element");
            element.add("part", gap.part().key());
            element.add("reason", gap.reason().key());
        });
        if (result.detectedLanguage() != null) {
            group.add("detectedLanguage", result.detectedLanguage());
        }
        Versions versions = Versions.of(result);
        Group models = group.addGroup("models");
        versions.models().forEach(model -> models.addGroup("list").add("element", model));
        group.add("policyVersion", versions.policy());
        group.add("rulesVersion", versions.rules());
        if (row.revision() != null) {
            group.add("revision", row.revision());
        }
        if (row.past().outcome() != null) {
            group.add("past", row.past().outcome().name());
        }
        if (row.past().right() != null) {
            group.add("right", row.past().right().name());
        }
        writer.write(group);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
