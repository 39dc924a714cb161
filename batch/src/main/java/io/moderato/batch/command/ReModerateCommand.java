package io.moderato.batch.command;

import io.moderato.archive.reading.PastContents.Revisions;
import io.moderato.batch.job.ReModeration;
import io.moderato.batch.job.Report;
import io.moderato.batch.job.Request;
import io.moderato.batch.job.Watch;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Judges an archive again. */
@Command(
        name = "re-moderate",
        description = {
            "Judges every row of an archive by a model, a policy and rules, and writes one result for each.",
            "The output appears when all is done. If the command is stopped or killed, the same command goes on where it was.",
            "What a community's contents would be decided otherwise is listed in the console, where it can be applied."
        },
        mixinStandardHelpOptions = true)
final class ReModerateCommand implements Callable<Integer>, JobRun.Job {
    @Mixin
    private JudgingOptions judging = new JudgingOptions();

    @Mixin
    private CoresOption cores = new CoresOption();

    @Override
    public Integer call() {
        return JobRun.of("re-moderate", cores.cores(), this);
    }

    @Override
    public Report run(JavaSparkContext spark, Watch watch) {
        return new ReModeration(
                        spark,
                        judging.request(Request.Purpose.RE_MODERATION, Revisions.NEWEST, spark.hadoopConfiguration()))
                .run(watch);
    }

    @Override
    public void tell(Report report) {
        JobRun.tellRows("results", report, judging.output());
        System.out.println("  "
                + report.outcomes().entrySet().stream()
                        .map(each -> "%s %,d".formatted(each.getKey(), each.getValue()))
                        .collect(Collectors.joining(", ")));
    }
}
