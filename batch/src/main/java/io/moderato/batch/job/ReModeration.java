package io.moderato.batch.job;

import io.moderato.batch.BatchException;
import io.moderato.batch.input.Archive;
import io.moderato.batch.input.Format;
import io.moderato.batch.input.Split;
import io.moderato.batch.output.Part;
import io.moderato.batch.output.WorkFolder;
import io.moderato.model.Hashing;
import io.moderato.model.folder.ModelInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Judges an archive again: one result for each row. What was done before a job ended early is not done again. */
public final class ReModeration {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final JavaSparkContext spark;
    private final Configuration hadoop;
    private final Request request;

    /** A job on that Spark. */
    public ReModeration(JavaSparkContext spark, Request request) {
        this.spark = spark;
        this.hadoop = spark.hadoopConfiguration();
        this.request = request;
    }

    /**
     * Does it, or what is left of it.
     *
     * @param watch is told what is done
     * @throws BatchException if it cannot be done, with words; then there is no output
     */
    public Report run(Watch watch) {
        Archive archive = Archive.find(request.inputs(), hadoop);
        Format written = request.written() == null ? archive.format() : request.written();
        ModelInfo model = request.rulesOnly() ? null : Judges.modelInfo(request.modelFolder());
        try {
            WorkFolder work = new WorkFolder(request.output(), hadoop);
            if (Archive.wouldHave(work.output(), request.inputs(), hadoop)) {
                throw new BatchException(
                        "The output %s lies in the input, and would be read the next time. Choose a place beside it."
                                .formatted(work.output()));
            }
            List<Split> splits = archive.splits(request.pieceBytes(archive.size()), request.columns(), hadoop);
            JsonNode job = job(archive, model, written);
            Map<Integer, Part> done = work.open(job);
            for (Part part : List.copyOf(done.values())) {
                if (!work.isWhole(part, written)) {
                    done.remove(part.number());
                }
            }
            List<Split> left = splits.stream()
                    .filter(split -> !done.containsKey(split.number()))
                    .toList();
            long rowsBefore = done.values().stream().mapToLong(Part::rows).sum();
            watch.begins(splits.size(), splits.size() - left.size(), archive.size());
            long begin = System.nanoTime();
            if (!left.isEmpty()) {
                String folder = bringModel();
                Judges.Kind kind = new Judges.Kind(
                        request.setup().json(),
                        model == null ? null : model.name(),
                        folder,
                        model == null ? null : model.version());
                judge(
                        left,
                        new ReModerationTask(
                                kind,
                                request.columns(),
                                written,
                                request.output(),
                                new SerializableConfiguration(hadoop)),
                        watch,
                        done);
            }
            if (!Archive.find(request.inputs(), hadoop).equals(archive)) {
                throw new BatchException(
                        "The input was changed while it was read, so the results may be of no state that it ever had. Remove %s and start again."
                                .formatted(work.folder()));
            }
            Report report = Report.of(done.values(), rowsBefore, (System.nanoTime() - begin) / 1e9);
            if (done.size() != splits.size()) {
                throw new BatchException("%d of %d pieces have no results; the same command does them."
                        .formatted(splits.size() - done.size(), splits.size()));
            }
            if (report.rows() == 0) {
                throw new BatchException(nothing(report, work));
            }
            ObjectNode json = JSON.valueToTree(report);
            json.set("job", job);
            work.publish(json);
            return report;
        } catch (IOException failed) {
            throw new BatchException("The output cannot be written: " + failed.getMessage(), failed);
        }
    }

    private void judge(List<Split> left, ReModerationTask task, Watch watch, Map<Integer, Part> done) {
        JavaFutureAction<List<Part>> parts =
                spark.parallelize(left, left.size()).map(task).collectAsync();
        long before = Progress.rows();
        try {
            while (!parts.isDone()) {
                watch.goesOn(piecesDone(parts), Progress.rows() - before);
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

    private String nothing(Report report, WorkFolder work) {
        return report.malformed() == 0
                ? "The input has no rows."
                : "None of the %,d rows can be read; %s says why, line by line."
                        .formatted(report.malformed(), work.malformed(0).getParent());
    }

    private @Nullable String bringModel() {
        Path folder = request.modelFolder();
        if (folder == null || request.rulesOnly()) {
            return null;
        }
        spark.sc().addFile(folder.toAbsolutePath().toString(), true);
        return folder.getFileName().toString();
    }

    private JsonNode job(Archive archive, @Nullable ModelInfo model, Format written) {
        ObjectNode job = JSON.createObjectNode();
        job.put("version", 1);
        job.set("input", JSON.valueToTree(archive.files()));
        job.set("columns", JSON.valueToTree(request.columns()));
        job.put("pieces", request.pieceBytes(archive.size()));
        job.put("model", model == null ? "none" : model.name() + " " + model.version());
        job.put("setup", hash(request.setup().json()));
        job.put("written", written.name());
        return job;
    }

    private static String hash(String text) {
        MessageDigest digest = Hashing.sha256();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return Hashing.hex(digest);
    }
}
