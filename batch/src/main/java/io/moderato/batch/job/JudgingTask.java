package io.moderato.batch.job;

import io.moderato.batch.BatchException;
import io.moderato.batch.input.Format;
import io.moderato.batch.input.Item;
import io.moderato.batch.input.Piece;
import io.moderato.batch.input.PieceReader;
import io.moderato.batch.input.Rows;
import io.moderato.batch.output.Counts;
import io.moderato.batch.output.Files;
import io.moderato.batch.output.MalformedRows;
import io.moderato.batch.output.Part;
import io.moderato.batch.output.ResultSink;
import io.moderato.batch.output.WorkFolder;
import io.moderato.decision.ModerationResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** Judges the rows of a piece and writes its part. It may run several times, and at the same time: the part is the same each time. */
final class JudgingTask implements Function<Piece, Part> {
    /** So many rows are judged at once, as many as the classifier sorts by length. */
    private static final int BATCH = 2048;
    /** The most UTF-16 chars that are judged at once. */
    private static final int BATCH_CHARS = 4_000_000;

    private final Judges.Kind kind;
    private final Request.Purpose purpose;
    private final PieceReader reader;
    private final Format written;
    private final String output;
    private final SerializableConfiguration hadoop;
    private final @Nullable Proposals proposals;

    JudgingTask(Judges.Kind kind, Request request, Configuration hadoop, @Nullable Proposals proposals) {
        this.kind = kind;
        this.purpose = request.purpose();
        this.reader = request.source().reader();
        this.written = request.format();
        this.output = request.output();
        this.hadoop = new SerializableConfiguration(hadoop);
        this.proposals = proposals;
    }

    @Override
    public Part call(Piece piece) throws IOException {
        long attempt = TaskContext.get().taskAttemptId();
        Configuration conf = hadoop.value();
        WorkFolder work = new WorkFolder(output, conf);
        Path aside = work.aside(piece.number(), attempt, written.ending());
        Tally tally = new Tally();
        long begin = System.nanoTime();
        Judges judges = Judges.of(kind);
        long unreadable;
        try (Rows rows = reader.open(piece, conf);
                ResultSink results = ResultSink.of(written, aside, conf);
                MalformedRows malformed = new MalformedRows(work, piece.number(), attempt, conf);
                Proposals.Open proposed = Proposals.open(proposals)) {
            List<Item.Row> batch = new ArrayList<>(BATCH);
            long chars = 0;
            for (Item item = rows.next(); item != null; item = rows.next()) {
                switch (item) {
                    case Item.Row row -> {
                        batch.add(row);
                        chars += row.content().text().length();
                    }
                    case Item.Malformed broken -> malformed.add(broken);
                }
                if (batch.size() == BATCH || chars > BATCH_CHARS) {
                    judge(batch, judges, results, tally, proposed);
                    chars = 0;
                }
            }
            judge(batch, judges, results, tally, proposed);
            unreadable = malformed.count();
        } catch (IOException failed) {
            throw new BatchException(
                    "%s cannot be read or judged to its end: %s".formatted(piece.place(), Failures.firstCause(failed)),
                    failed);
        }
        long bytes = aside.getFileSystem(conf).getFileStatus(aside).getLen();
        Files.moveOver(aside, work.result(piece.number(), written), conf);
        Part part = new Part(
                piece.number(), tally.rows, unreadable, bytes, tally.counts, (System.nanoTime() - begin) / 1_000_000);
        work.done(part, attempt);
        return part;
    }

    private void judge(List<Item.Row> batch, Judges judges, ResultSink results, Tally tally, Proposals.Open proposed)
            throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        List<ModerationResult> judged = judges.judge(batch);
        for (int i = 0; i < batch.size(); i++) {
            Item.Row row = batch.get(i);
            if (purpose == Request.Purpose.RE_MODERATION || Comparison.isWorthALook(row.past(), judged.get(i))) {
                results.write(row, judged.get(i));
            }
            tally.count(row, judged.get(i));
        }
        proposed.changes(batch, judged);
        Progress.rows(batch.size());
        batch.clear();
    }

    private static final class Tally {
        private final Counts counts = new Counts();
        private long rows;

        void count(Item.Row row, ModerationResult result) {
            rows++;
            counts.add("outcomes", result.outcome().name());
            result.unexamined().stream()
                    .map(gap -> gap.reason().key())
                    .distinct()
                    .forEach(reason -> counts.add("unexamined", reason));
            Comparison.count(counts, row.past(), result);
        }
    }
}
