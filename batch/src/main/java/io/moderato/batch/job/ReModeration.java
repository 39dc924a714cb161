package io.moderato.batch.job;

import io.moderato.archive.store.RunKind;
import io.moderato.batch.BatchException;
import io.moderato.batch.input.Piece;
import io.moderato.batch.input.PlatformSource;
import io.moderato.batch.output.Part;
import io.moderato.batch.output.WorkFolder;
import io.moderato.model.Hashing;
import io.moderato.model.folder.ModelInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Judges an archive again, and compares with the past where it is known. What was done before a job ended early is not done again. */
public final class ReModeration {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JavaSparkContext spark;
    private final Request request;

    /** A job on that Spark. */
    public ReModeration(JavaSparkContext spark, Request request) {
        this.spark = spark;
        this.request = request;
    }

    /**
     * Does it, or what is left of it.
     *
     * @param watch is told what is done
     * @throws BatchException if it cannot be done, with words; then there is no output
     */
    public Report run(Watch watch) {
        ModelInfo model = request.rulesOnly() ? null : Judges.modelInfo(request.modelFolder());
        PlatformSource platform = request.source() instanceof PlatformSource found ? found : null;
        try (Registration registration = platform == null
                ? null
                : new Registration(
                        platform.login(),
                        platform.community(),
                        request.purpose() == Request.Purpose.BACK_TEST ? RunKind.BACK_TEST : RunKind.RE_MODERATION)) {
            return new PieceJob(spark, request.source(), request.output(), registration)
                    .run(job(model), new Judging(model, platform), watch);
        }
    }

    private final class Judging implements PieceJob.Steps {
        private final @Nullable ModelInfo model;
        private final @Nullable PlatformSource platform;

        Judging(@Nullable ModelInfo model, @Nullable PlatformSource platform) {
            this.model = model;
            this.platform = platform;
        }

        @Override
        public Function<Piece, Part> task(UUID run) {
            Judges.Kind kind = new Judges.Kind(
                    request.setup().json(),
                    model == null ? null : model.name(),
                    model == null || request.modelFolder() == null
                            ? null
                            : ModelArchive.bring(spark, request.modelFolder(), model),
                    model == null ? null : model.version());
            Proposals proposals = platform == null || request.purpose() != Request.Purpose.RE_MODERATION
                    ? null
                    : new Proposals(platform.login(), run);
            return new JudgingTask(kind, request, spark.hadoopConfiguration(), proposals);
        }

        @Override
        public Path place(WorkFolder work, int piece) {
            return work.result(piece, request.format());
        }

        @Override
        public Report complete(WorkFolder work, Report report) {
            if (request.purpose() == Request.Purpose.BACK_TEST
                    && report.counts().of("compared", "rows") == 0) {
                throw new BatchException(
                        "No row says what was decided then, so there is nothing to compare with. --past names the column with the outcome.");
            }
            return report;
        }
    }

    private ObjectNode job(@Nullable ModelInfo model) {
        ObjectNode job = JSON.createObjectNode();
        job.put("version", 2);
        job.put("purpose", request.purpose().name());
        JsonNode input = request.source().identity();
        job.set("input", input);
        // where people look for it
        for (String part : List.of("community", "since", "until")) {
            if (input.has(part)) {
                job.set(part, input.get(part));
            }
        }
        job.put("model", model == null ? "none" : model.name() + " " + model.version());
        job.put("policyVersion", request.setup().policyVersion());
        job.put("rulesVersion", request.setup().rulesVersion());
        job.put("setup", hash(request.setup().json()));
        job.put("written", request.format().name());
        return job;
    }

    private static String hash(String text) {
        MessageDigest digest = Hashing.sha256();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return Hashing.hex(digest);
    }
}
