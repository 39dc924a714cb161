package io.moderato.batch.command;

import io.moderato.archive.reading.PastContents.Revisions;
import io.moderato.batch.BatchException;
import io.moderato.batch.input.PlatformSource;
import io.moderato.batch.job.DataSet;
import io.moderato.batch.job.Report;
import io.moderato.batch.job.Watch;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes training rows. */
@Command(
        name = "data-set",
        description = {
            "Makes a data folder of the contents whose right outcome is known, to train a model with (./moderato train --data).",
            "Authors who are erased are not in it, and of texts that are nearly the same the first is."
        },
        mixinStandardHelpOptions = true)
final class DataSetCommand implements Callable<Integer>, JobRun.Job {
    private static final int PIECE_ROWS = 20_000;
    private static final double ALIKE = 0.8;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--output", required = true, description = "A folder that is not there yet")
    private String output = "";

    @Option(names = "--name", description = "What the set is called in the folder (default: own-COMMUNITY)")
    private String name = "";

    @Option(
            names = "--alike",
            description =
                    "From which share of common pieces on two texts are nearly the same (default: ${DEFAULT-VALUE})")
    private double alike = ALIKE;

    @Mixin
    private CoresOption cores = new CoresOption();

    @Override
    public Integer call() {
        database.require();
        if (!(alike > 0 && alike <= 1)) {
            throw new BatchException("--alike is a share above 0 and up to 1.");
        }
        if (!name.matches("[A-Za-z0-9_-]{0,60}")) {
            throw new BatchException("--name has up to 60 letters, digits, - and _.");
        }
        return JobRun.of("data-set", cores.cores(), this);
    }

    @Override
    public Report run(JavaSparkContext spark, Watch watch) {
        PlatformSource source = new PlatformSource(
                database.login(), database.community(), database.period(), Revisions.ALL, PIECE_ROWS);
        String set = name.isEmpty() ? "own-" + database.community().value() : name;
        return new DataSet(spark, source, output, set, alike).run(watch);
    }

    @Override
    public void tell(Report report) {
        JobRun.tellRows("decided revisions read, the data", report, output);
        System.out.printf(
                "  %,d rows; %,d more were nearly the same as one of them, %,d of those labelled otherwise%n",
                report.counts().of("dataSet", "rows"),
                report.counts().of("dataSet", "duplicates"),
                report.counts().of("dataSet", "duplicatesLabelledOtherwise"));
    }
}
