package io.moderato.batch.command;

import io.moderato.archive.reading.PastContents.Revisions;
import io.moderato.batch.input.PlatformSource;
import io.moderato.batch.job.Report;
import io.moderato.batch.job.Statistics;
import io.moderato.batch.job.Watch;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts for a transparency report. */
@Command(
        name = "statistics",
        description = {
            "Counts what a transparency report tells of a community: contents, decisions, notices, appeals, times and known errors.",
            "What happened from --since on and before --until counts."
        },
        mixinStandardHelpOptions = true)
final class StatisticsCommand implements Callable<Integer>, JobRun.Job {
    private static final int PIECE_ROWS = 50_000;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--output", required = true, description = "A folder that is not there yet")
    private String output = "";

    @Mixin
    private CoresOption cores = new CoresOption();

    @Override
    public Integer call() {
        database.require();
        return JobRun.of("statistics", cores.cores(), this);
    }

    @Override
    public Report run(JavaSparkContext spark, Watch watch) {
        PlatformSource all = new PlatformSource(
                database.login(),
                database.community(),
                new PlatformSource.Period(null, database.period().until()),
                Revisions.ALL,
                PIECE_ROWS);
        return new Statistics(spark, all, database.period(), output).run(watch);
    }

    @Override
    public void tell(Report report) {
        JobRun.tellRows("revisions counted", report, output);
        System.out.printf("  The table is in %s/statistics.csv%n", output);
    }
}
