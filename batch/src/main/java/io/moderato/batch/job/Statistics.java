package io.moderato.batch.job;

import io.moderato.archive.reading.TransparencyCounts;
import io.moderato.archive.store.RunKind;
import io.moderato.batch.BatchException;
import io.moderato.batch.input.DatabaseReading;
import io.moderato.batch.input.Piece;
import io.moderato.batch.input.PlatformSource;
import io.moderato.batch.input.PlatformSource.Period;
import io.moderato.batch.output.Counts;
import io.moderato.batch.output.Files;
import io.moderato.batch.output.Part;
import io.moderato.batch.output.WorkFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Counts what a transparency report tells: contents, decisions, notices, appeals with their outcomes and times, and the errors of the
 * automatic means as far as they are known.
 */
public final class Statistics {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double HOUR = 3600;

    private final JavaSparkContext spark;
    private final PlatformSource source;
    private final Period period;
    private final String output;

    /**
     * Such a job.
     *
     * @param source all contents, since an appeal may come long after its content
     * @param period when something has to have happened to be counted
     */
    public Statistics(JavaSparkContext spark, PlatformSource source, Period period, String output) {
        this.spark = spark;
        this.source = source;
        this.period = period;
        this.output = output;
    }

    /**
     * Does it, or what is left of it.
     *
     * @throws BatchException if it cannot be done, with words; then there is no output
     */
    public Report run(Watch watch) {
        try (Registration registration = new Registration(source.login(), source.community(), RunKind.STATISTICS)) {
            return new PieceJob(spark, source, output, registration).run(job(), new Steps(), watch);
        }
    }

    private ObjectNode job() {
        ObjectNode job = JSON.createObjectNode();
        job.put("version", 1);
        job.put("purpose", "STATISTICS");
        job.set("input", source.identity());
        job.put("since", period.since() == null ? null : period.since().toString());
        job.put("until", period.until() == null ? null : period.until().toString());
        return job;
    }

    private final class Steps implements PieceJob.Steps {
        @Override
        public Function<Piece, Part> task(UUID run) {
            return new StatisticsTask(source.login(), source.community(), period, output, spark.hadoopConfiguration());
        }

        @Override
        public Path place(WorkFolder work, int piece) {
            return work.between(piece);
        }

        @Override
        public Report complete(WorkFolder work, Report report) throws IOException {
            long deciders = DatabaseReading.in(
                    source.login(),
                    snapshot -> snapshot.transparency(source.community(), period.since(), period.until())
                            .deciders());
            Report complete = report.telling("statistics", statistics(report.counts(), deciders));
            StringBuilder table = new StringBuilder("indicator,value\n");
            flatten("", complete.json().path("statistics"), table);
            try (OutputStream out =
                    Files.create(new Path(work.result(), "statistics.csv"), spark.hadoopConfiguration())) {
                out.write(table.toString().getBytes(StandardCharsets.UTF_8));
            }
            return complete;
        }
    }

    static ObjectNode statistics(Counts counts, long deciders) {
        ObjectNode all = counts.nested();
        all.remove("labels");
        ObjectNode hours = JSON.createObjectNode();
        median(counts, "secondsToDecision", hours, "toAutomaticDecision", 1, "Seconds");
        median(counts, "secondsToNoticeAnswer", hours, "toAnswerOfNotice", HOUR, "Hours");
        median(counts, "secondsToAppealAnswer", hours, "toAnswerOfAppeal", HOUR, "Hours");
        all.remove("secondsToDecision");
        all.remove("secondsToNoticeAnswer");
        all.remove("secondsToAppealAnswer");
        all.set("medianTimes", hours);
        ObjectNode means = all.putObject("automatedMeans");
        long restricted = 0;
        long restrictedWrongly = 0;
        for (String predicted : new String[] {"REJECT", "MODIFY"}) {
            for (Map.Entry<String, Long> actual :
                    counts.below("labels", predicted).entrySet()) {
                restricted += actual.getValue();
                restrictedWrongly += actual.getKey().equals("APPROVE") ? actual.getValue() : 0;
            }
        }
        long approved = 0;
        long approvedWrongly = 0;
        for (Map.Entry<String, Long> actual : counts.below("labels", "APPROVE").entrySet()) {
            approved += actual.getValue();
            approvedWrongly += actual.getKey().equals("APPROVE") ? 0 : actual.getValue();
        }
        means.set("restrictedWrongly", KnownRate.json(restrictedWrongly, restricted));
        means.set("approvedWrongly", KnownRate.json(approvedWrongly, approved));
        all.put("peopleWhoDecided", deciders);
        return all;
    }

    private static void median(Counts counts, String name, ObjectNode to, String as, double unitSeconds, String unit) {
        TreeMap<Integer, Long> steps = new TreeMap<>();
        counts.below(name).forEach((step, times) -> steps.put(Integer.parseInt(step), times));
        long half = steps.values().stream().mapToLong(Long::longValue).sum();
        long seen = 0;
        for (Map.Entry<Integer, Long> step : steps.entrySet()) {
            seen += step.getValue();
            if (2 * seen >= half) {
                double seconds = Math.exp((step.getKey() + 0.5) / TransparencyCounts.STEPS);
                to.put(as + unit, Math.round(100 * seconds / unitSeconds) / 100.0);
                return;
            }
        }
    }

    private static void flatten(String path, JsonNode node, StringBuilder table) {
        if (node.isObject()) {
            node.properties()
                    .forEach(each -> flatten(
                            path.isEmpty() ? each.getKey() : path + "." + each.getKey(), each.getValue(), table));
        } else {
            // names are words of ours, and types of contents, which have letters, digits, - and _
            table.append(path).append(',').append(node.asString()).append('\n');
        }
    }
}
