package io.moderato.batch.command;

import io.moderato.archive.reading.PastContents.Revisions;
import io.moderato.batch.job.ReModeration;
import io.moderato.batch.job.Report;
import io.moderato.batch.job.Request;
import io.moderato.batch.job.Watch;
import io.moderato.decision.Outcome;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Compares with the past. */
@Command(
        name = "back-test",
        description = {
            "Says what a model, a policy and rules would have decided otherwise than was decided, and how many known errors there were and would be.",
            "The output has the report and the rows that differ or would be wrong. Of a community's contents every decided revision is judged."
        },
        mixinStandardHelpOptions = true)
final class BackTestCommand implements Callable<Integer>, JobRun.Job {
    @Mixin
    private JudgingOptions judging = new JudgingOptions();

    @Mixin
    private CoresOption cores = new CoresOption();

    @Override
    public Integer call() {
        return JobRun.of("back-test", cores.cores(), this);
    }

    @Override
    public Report run(JavaSparkContext spark, Watch watch) {
        return new ReModeration(
                        spark, judging.request(Request.Purpose.BACK_TEST, Revisions.ALL, spark.hadoopConfiguration()))
                .run(watch);
    }

    @Override
    public void tell(Report report) {
        JobRun.tellRows("rows judged, the report", report, judging.output());
        System.out.printf("%n  %-10s", "then \\ now");
        for (Outcome now : Outcome.values()) {
            System.out.printf("%12s", now);
        }
        System.out.println();
        for (Outcome then : Outcome.values()) {
            Map<String, Long> row = report.counts().below("compared", "flips", then.name());
            if (!row.isEmpty()) {
                System.out.printf("  %-10s", then);
                for (Outcome now : Outcome.values()) {
                    System.out.printf("%,12d", row.getOrDefault(now.name(), 0L));
                }
                System.out.println();
            }
        }
        JsonNode errors = report.knownErrors();
        if (errors == null) {
            System.out.println("\n  Of no row is it known what would have been right.");
            return;
        }
        System.out.printf(
                "%n  Of %,d rows the right outcome is known. %,d errors would be mended, %,d made.%n",
                errors.path("labelled").asLong(),
                errors.path("mended").asLong(),
                errors.path("broken").asLong());
        tell("approved wrongly", errors, "approvedWrongly");
        tell("restricted wrongly", errors, "restrictedWrongly");
        System.out.println(
                "  Known rows are mostly those that people looked at, so these shares are not those of all rows.");
    }

    private static void tell(String words, JsonNode errors, String name) {
        System.out.printf(
                "  %-20s then %s, now %s%n",
                words,
                rate(errors.path("past").path(name)),
                rate(errors.path("now").path(name)));
    }

    private static String rate(@Nullable JsonNode rate) {
        if (rate == null || rate.path("of").asLong() == 0) {
            return "none of none";
        }
        return "%,d of %,d (%.1f to %.1f %%)"
                .formatted(
                        rate.path("count").asLong(),
                        rate.path("of").asLong(),
                        100 * rate.path("low").asDouble(),
                        100 * rate.path("high").asDouble());
    }
}
