package io.moderato.batch.job;

import io.moderato.batch.BatchException;
import io.moderato.batch.input.Piece;
import io.moderato.batch.input.Source;
import io.moderato.batch.output.Part;
import io.moderato.batch.output.WorkFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A job that makes a part of the output from each piece of the input. What was done before it ended early is not done again. */
final class PieceJob {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final JavaSparkContext spark;
    private final Source source;
    private final String output;
    private final @Nullable Registration registration;

    /**
     * Such a job.
     *
     * @param registration where the run is listed; null for nowhere
     */
    PieceJob(JavaSparkContext spark, Source source, String output, @Nullable Registration registration) {
        this.spark = spark;
        this.source = source;
        this.output = output;
        this.registration = registration;
    }

    /** What a job does beside what all do. */
    interface Steps {
        /** The task for each piece, as part of that run. */
        Function<Piece, Part> task(UUID run);

        /** The file that a task writes for a piece. */
        Path place(WorkFolder work, int piece);

        /**
         * Does what is left when all pieces are done, and returns the report with it.
         *
         * @param report what the pieces gave
         */
        Report complete(WorkFolder work, Report report) throws IOException;
    }

    /**
     * Does it, or what is left of it.
     *
     * @param job what it is; another job cannot go on with its work
     * @throws BatchException if it cannot be done, with words; then there is no output
     */
    Report run(ObjectNode job, Steps steps, Watch watch) {
        try {
            WorkFolder work = new WorkFolder(output, spark.hadoopConfiguration());
            source.checkOutput(work.output());
            work.checkFree();
            Optional<List<Piece>> before = work.pieces();
            // input that cannot be cut leaves nothing behind
            List<Piece> pieces = before.orElseGet(source::pieces);
            Map<Integer, Part> done = work.open(job);
            if (before.isEmpty()) {
                work.keep(pieces);
            }
            UUID run = work.run();
            if (registration != null) {
                registration.begin(run, work.output().toString(), job);
            }
            for (Part part : List.copyOf(done.values())) {
                if (!work.isWhole(part, steps.place(work, part.number()))) {
                    done.remove(part.number());
                }
            }
            List<Piece> left = pieces.stream()
                    .filter(piece -> !done.containsKey(piece.number()))
                    .toList();
            long rowsBefore = done.values().stream().mapToLong(Part::rows).sum();
            watch.begins(pieces.size(), pieces.size() - left.size());
            long begin = System.nanoTime();
            if (!left.isEmpty()) {
                await(run, left, steps.task(run), watch, done);
            }
            source.checkUnchanged();
            Report report = Report.of(done.values(), rowsBefore, (System.nanoTime() - begin) / 1e9);
            if (done.size() != pieces.size()) {
                throw new BatchException("%d of %d pieces have no results; the same command does them."
                        .formatted(pieces.size() - done.size(), pieces.size()));
            }
            if (report.rows() == 0) {
                throw new BatchException(nothing(report, work));
            }
            Report complete = steps.complete(work, report);
            ObjectNode json = complete.json();
            json.set("job", job);
            work.publish(json);
            if (registration != null) {
                registration.finish(run, json);
            }
            return complete;
        } catch (IOException failed) {
            throw new BatchException("The output cannot be written: " + failed.getMessage(), failed);
        }
    }

    private void await(UUID run, List<Piece> left, Function<Piece, Part> task, Watch watch, Map<Integer, Part> done) {
        JavaFutureAction<List<Part>> parts =
                spark.parallelize(left, left.size()).map(task).collectAsync();
        long before = Progress.rows();
        try {
            while (!parts.isDone()) {
                watch.goesOn(piecesDone(parts), Progress.rows() - before);
                if (registration != null) {
                    registration.goesOn(run);
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
            }
            parts.get().forEach(part -> done.put(part.number(), part));
            watch.goesOn(left.size(), Progress.rows() - before);
        } catch (ExecutionException failed) {
            throw Failures.inWords(failed);
        } catch (InterruptedException stopped) {
            parts.cancel(true);
            Thread.currentThread().interrupt();
            throw new BatchException("Stopped. The same command goes on where it was.", stopped);
        }
    }

    private int piecesDone(JavaFutureAction<List<Part>> parts) {
        int done = 0;
        for (int job : parts.jobIds()) {
            SparkJobInfo info = spark.statusTracker().getJobInfo(job);
            for (int stage : info == null ? new int[0] : info.stageIds()) {
                SparkStageInfo found = spark.statusTracker().getStageInfo(stage);
                done += found == null ? 0 : found.numCompletedTasks();
            }
        }
        return done;
    }

    private static String nothing(Report report, WorkFolder work) {
        return report.malformed() == 0
                ? "The input has no rows."
                : "None of the %,d rows can be read; %s says why, row by row."
                        .formatted(report.malformed(), work.malformed(0).getParent());
    }
}
