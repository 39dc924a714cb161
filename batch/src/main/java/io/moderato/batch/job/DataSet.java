package io.moderato.batch.job;

import io.moderato.archive.store.RunKind;
import io.moderato.batch.BatchException;
import io.moderato.batch.input.Piece;
import io.moderato.batch.input.PlatformSource;
import io.moderato.batch.output.Counts;
import io.moderato.batch.output.Files;
import io.moderato.batch.output.Part;
import io.moderato.batch.output.WorkFolder;
import io.moderato.batch.similar.Shingles;
import io.moderato.batch.similar.SimilarTexts;
import io.moderato.batch.similar.SimilarTexts.Duplicates;
import io.moderato.batch.similar.SimilarTexts.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes a data folder for the model workshop of the contents whose right outcome is known. Of texts that are nearly the same the first is kept. */
public final class DataSet {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JavaSparkContext spark;
    private final PlatformSource source;
    private final String output;
    private final String name;
    private final double alike;

    /**
     * Such a job.
     *
     * @param output the folder for the data
     * @param name   what the set is called in it
     * @param alike  from which likeness on two texts are nearly the same, in (0, 1]
     */
    public DataSet(JavaSparkContext spark, PlatformSource source, String output, String name, double alike) {
        this.spark = spark;
        this.source = source;
        this.output = output;
        this.name = name;
        this.alike = alike;
    }

    /**
     * Does it, or what is left of it.
     *
     * @throws BatchException if it cannot be done, with words; then there is no output
     */
    public Report run(Watch watch) {
        try (Registration registration = new Registration(source.login(), source.community(), RunKind.DATA_SET)) {
            return new PieceJob(spark, source, output, registration).run(job(), new Steps(), watch);
        }
    }

    private ObjectNode job() {
        ObjectNode job = JSON.createObjectNode();
        job.put("version", 1);
        job.put("purpose", "DATA_SET");
        job.set("input", source.identity());
        job.put("name", name);
        job.put("alike", alike);
        return job;
    }

    private final class Steps implements PieceJob.Steps {
        @Override
        public Function<Piece, Part> task(UUID run) {
            return new TrainingRowsTask(source.contents(), output, spark.hadoopConfiguration());
        }

        @Override
        public Path place(WorkFolder work, int piece) {
            return work.between(piece);
        }

        @Override
        public Report complete(WorkFolder work, Report report) throws IOException {
            Between between = new Between(output, new SerializableConfiguration(spark.hadoopConfiguration()));
            List<Integer> pieces = IntStream.range(0, report.pieces()).boxed().toList();
            JavaPairRDD<Long, Text> texts = spark.parallelize(pieces, pieces.size())
                    .flatMapToPair(piece -> between.texts(piece).iterator())
                    .persist(StorageLevel.MEMORY_AND_DISK());
            Duplicates duplicates = SimilarTexts.find(texts, alike);
            texts.unpersist(false);
            Broadcast<Duplicates> out = spark.broadcast(duplicates);
            Counts kept = Counts.sum(spark.parallelize(pieces, pieces.size())
                    .map(piece -> between.keep(piece, out.value()))
                    .collect());
            if (kept.of("dataSet", "rows") == 0) {
                throw new BatchException(
                        "No content of the community has a label that says of which category it is, so there is nothing to learn from.");
            }
            join(work, pieces);
            kept.add(duplicates.count(), "dataSet", "duplicates");
            kept.add(duplicates.conflicts(), "dataSet", "duplicatesLabelledOtherwise");
            return report.with(kept);
        }

        /** Compressed files one after the other are one compressed file. */
        private void join(WorkFolder work, List<Integer> pieces) throws IOException {
            Configuration hadoop = spark.hadoopConfiguration();
            Path set = new Path(work.result(), "text/%s.jsonl.gz".formatted(name));
            try (OutputStream out = Files.create(set, hadoop)) {
                for (int piece : pieces) {
                    Path part = kept(work, piece);
                    try (InputStream in = part.getFileSystem(hadoop).open(part)) {
                        in.transferTo(out);
                    }
                }
            }
        }
    }

    private static Path kept(WorkFolder work, int piece) {
        return new Path(work.folder(), "kept/%05d.jsonl.gz".formatted(piece));
    }

    /** The rows that the pieces gave, where tasks run. */
    private record Between(String output, SerializableConfiguration hadoop) implements java.io.Serializable {
        private List<TrainingRow> rows(int piece) throws IOException {
            Path file = new WorkFolder(output, hadoop.value()).between(piece);
            List<TrainingRow> rows = new ArrayList<>();
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(file.getFileSystem(hadoop.value()).open(file), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    rows.add(JSON.readValue(line, TrainingRow.class));
                }
            }
            return rows;
        }

        List<Tuple2<Long, Text>> texts(int piece) throws IOException {
            List<Tuple2<Long, Text>> texts = new ArrayList<>();
            for (TrainingRow row : rows(piece)) {
                texts.add(new Tuple2<>(
                        SimilarTexts.key(piece, texts.size()),
                        new Text(Shingles.of(row.text()), row.labels().hashCode())));
            }
            return texts;
        }

        /** Writes the rows that are not left out. */
        Counts keep(int piece, Duplicates out) throws IOException {
            WorkFolder work = new WorkFolder(output, hadoop.value());
            Counts counts = new Counts();
            try (OutputStream file = new GZIPOutputStream(Files.create(kept(work, piece), hadoop.value()))) {
                int number = 0;
                for (TrainingRow row : rows(piece)) {
                    if (!out.has(piece, number++)) {
                        file.write((JSON.writeValueAsString(row) + "\n").getBytes(StandardCharsets.UTF_8));
                        counts.add("dataSet", "rows");
                        counts.add("dataSet", "bySource", row.source());
                        counts.add("dataSet", "bySplit", row.split());
                        row.labels()
                                .forEach((category, value) ->
                                        counts.add("dataSet", "byLabel", category, value == 1 ? "yes" : "no"));
                    }
                }
            }
            return counts;
        }
    }
}
