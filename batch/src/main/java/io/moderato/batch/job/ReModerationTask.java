package io.moderato.batch.job;

import io.moderato.batch.BatchException;
import io.moderato.batch.input.Columns;
import io.moderato.batch.input.Format;
import io.moderato.batch.input.Item;
import io.moderato.batch.input.Rows;
import io.moderato.batch.input.Split;
import io.moderato.batch.output.Files;
import io.moderato.batch.output.Part;
import io.moderato.batch.output.ResultSink;
import io.moderato.batch.output.WorkFolder;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.file.TextLine;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Judges the rows of a piece and writes its part. It may run several times, and at the same time: the part is the same each time. */
final class ReModerationTask implements Function<Split, Part> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** So many rows are judged at once, as many as the classifier sorts by length. */
    private static final int BATCH = 2048;
    /** The most UTF-16 chars that are judged at once. */
    private static final int BATCH_CHARS = 4_000_000;

    private final Judges.Kind kind;
    private final Columns columns;
    private final Format written;
    private final String output;
    private final SerializableConfiguration hadoop;

    ReModerationTask(
            Judges.Kind kind, Columns columns, Format written, String output, SerializableConfiguration hadoop) {
        this.kind = kind;
        this.columns = columns;
        this.written = written;
        this.output = output;
        this.hadoop = hadoop;
    }

    @Override
    public Part call(Split split) throws IOException {
        long attempt = TaskContext.get().taskAttemptId();
        Configuration conf = hadoop.value();
        WorkFolder work = new WorkFolder(output, conf);
        Path aside = work.aside(split.number(), attempt, written.ending());
        Tally tally = new Tally();
        long begin = System.nanoTime();
        Judges judges = Judges.of(kind);
        try (Rows rows = Rows.of(split, columns, conf);
                ResultSink results = ResultSink.of(written, aside, conf);
                MalformedRows malformed = new MalformedRows(work, split.number(), attempt, conf)) {
            List<TextLine> batch = new ArrayList<>(BATCH);
            long chars = 0;
            for (Item item = rows.next(); item != null; item = rows.next()) {
                switch (item) {
                    case Item.Row row -> {
                        batch.add(row.line());
                        chars += row.line().text().length();
                    }
                    case Item.Malformed broken -> malformed.add(broken);
                }
                if (batch.size() == BATCH || chars > BATCH_CHARS) {
                    judge(batch, judges, results, tally);
                    chars = 0;
                }
            }
            judge(batch, judges, results, tally);
            tally.malformed = malformed.count;
        } catch (IOException failed) {
            throw new BatchException(
                    "%s cannot be read or judged to its end: %s".formatted(split.file(), Failures.firstCause(failed)),
                    failed);
        }
        long bytes = aside.getFileSystem(conf).getFileStatus(aside).getLen();
        Files.moveOver(aside, work.result(split.number(), written), conf);
        Part part = new Part(
                split.number(),
                tally.rows,
                tally.malformed,
                bytes,
                tally.outcomes,
                tally.unexamined,
                (System.nanoTime() - begin) / 1_000_000);
        work.done(part, attempt);
        return part;
    }

    private static void judge(List<TextLine> batch, Judges judges, ResultSink results, Tally tally) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        List<ModerationResult> judged = judges.judge(batch);
        for (int i = 0; i < batch.size(); i++) {
            results.write(batch.get(i), judged.get(i));
            tally.count(judged.get(i));
        }
        Progress.rows(batch.size());
        batch.clear();
    }

    private static final class Tally {
        private final Map<String, Long> outcomes = new TreeMap<>();
        private final Map<String, Long> unexamined = new TreeMap<>();
        private long rows;
        private long malformed;

        void count(ModerationResult result) {
            rows++;
            outcomes.merge(result.outcome().name(), 1L, Long::sum);
            result.unexamined().stream()
                    .map(gap -> gap.reason().key())
                    .distinct()
                    .forEach(reason -> unexamined.merge(reason, 1L, Long::sum));
        }
    }

    /** The rows of a piece that cannot be read; there is a file if there is one of them. */
    private static final class MalformedRows implements Closeable {
        private final WorkFolder work;
        private final int number;
        private final Path aside;
        private final Configuration hadoop;
        private @Nullable OutputStream out;
        private long count;

        MalformedRows(WorkFolder work, int number, long attempt, Configuration hadoop) {
            this.work = work;
            this.number = number;
            this.aside = work.aside(number, attempt, ".malformed");
            this.hadoop = hadoop;
        }

        void add(Item.Malformed row) throws IOException {
            if (out == null) {
                out = Files.create(aside, hadoop);
            }
            out.write(JSON.writeValueAsString(JSON.createObjectNode()
                            .put("file", row.file())
                            .put(row.place(), row.number())
                            .put("cause", row.cause()))
                    .getBytes(StandardCharsets.UTF_8));
            out.write('\n');
            count++;
        }

        @Override
        public void close() throws IOException {
            if (out != null) {
                out.close();
                Path place = work.malformed(number);
                place.getFileSystem(hadoop).mkdirs(place.getParent());
                Files.moveOver(aside, place, hadoop);
            }
        }
    }
}
