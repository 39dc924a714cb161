package io.moderato.batch.output;

import io.moderato.batch.input.Item;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.file.ScoredLine;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the lines of {@link ScoredLine}, with the versions behind each result. */
final class JsonLineSink implements ResultSink {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Writer writer;

    JsonLineSink(Path file, Configuration hadoop) throws IOException {
        writer =
                new BufferedWriter(new OutputStreamWriter(Files.create(file, hadoop), StandardCharsets.UTF_8), 1 << 16);
    }

    @Override
    public void write(Item.Row row, ModerationResult result) throws IOException {
        ObjectNode line = ScoredLine.of(row.id(), result, JSON);
        if (row.revision() != null) {
            line.put("revision", row.revision());
        }
        if (row.past().outcome() != null) {
            line.put("past", row.past().outcome().name());
        }
        if (row.past().right() != null) {
            line.put("right", row.past().right().name());
        }
        Versions versions = Versions.of(result);
        line.set("models", JSON.valueToTree(versions.models()));
        line.put("policyVersion", versions.policy());
        line.put("rulesVersion", versions.rules());
        writer.write(JSON.writeValueAsString(line));
        writer.write('\n');
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
