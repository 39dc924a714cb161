package io.moderato.batch.job;

import io.moderato.archive.reading.ArchiveSnapshot;
import io.moderato.archive.reading.PastContent;
import io.moderato.batch.BatchException;
import io.moderato.batch.input.DatabaseReading;
import io.moderato.batch.input.PastContentReader;
import io.moderato.batch.input.Piece;
import io.moderato.batch.output.Counts;
import io.moderato.batch.output.Files;
import io.moderato.batch.output.Part;
import io.moderato.batch.output.WorkFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/** Writes the training rows of a piece, before any is left out. */
final class TrainingRowsTask implements Function<Piece, Part> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PastContentReader contents;
    private final String output;
    private final SerializableConfiguration hadoop;

    TrainingRowsTask(PastContentReader contents, String output, Configuration hadoop) {
        this.contents = contents;
        this.output = output;
        this.hadoop = new SerializableConfiguration(hadoop);
    }

    @Override
    public Part call(Piece piece) throws IOException {
        long attempt = TaskContext.get().taskAttemptId();
        Configuration conf = hadoop.value();
        WorkFolder work = new WorkFolder(output, conf);
        Path aside = work.aside(piece.number(), attempt, ".jsonl");
        Counts counts = new Counts();
        long begin = System.nanoTime();
        long rows = 0;
        try (OutputStream out = Files.create(aside, conf);
                ArchiveSnapshot snapshot = ArchiveSnapshot.open(contents.login());
                Stream<PastContent> found = contents.of(snapshot, piece)) {
            for (Iterator<PastContent> each = found.iterator(); each.hasNext(); rows++) {
                Optional<TrainingRow> row = TrainingRow.of(each.next(), counts);
                if (row.isPresent()) {
                    out.write(JSON.writeValueAsString(row.get()).getBytes(StandardCharsets.UTF_8));
                    out.write('\n');
                }
            }
        } catch (DataAccessException failed) {
            throw new BatchException(DatabaseReading.inWords(contents.login(), failed), failed);
        }
        long bytes = aside.getFileSystem(conf).getFileStatus(aside).getLen();
        Files.moveOver(aside, work.between(piece.number()), conf);
        Part part = new Part(piece.number(), rows, 0, bytes, counts, (System.nanoTime() - begin) / 1_000_000);
        work.done(part, attempt);
        Progress.rows((int) rows);
        return part;
    }
}
