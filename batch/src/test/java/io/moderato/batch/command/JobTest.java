package io.moderato.batch.command;

import io.moderato.batch.input.Columns;
import io.moderato.batch.input.FileSource;
import io.moderato.batch.input.Source;
import io.moderato.batch.job.Watch;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on a Spark in this process, with a folder for what they read and write. */
abstract class JobTest {
    static final Watch NOBODY = new Watch() {
        @Override
        public void begins(int pieces, int done) {}

        @Override
        public void goesOn(int pieces, long rows) {}
    };

    private static @Nullable JavaSparkContext spark;

    @TempDir
    Path folder;

    /** Where a job writes, if the test says nothing else. */
    Path output;

    @BeforeAll
    static void start() {
        spark = SparkStart.start("test", 2);
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    @BeforeEach
    void nameOutput() {
        output = folder.resolve("out");
    }

    static JavaSparkContext spark() {
        return spark;
    }

    static Source source(List<Path> inputs, Columns columns, long pieceBytes) {
        return FileSource.find(
                inputs.stream().map(Path::toString).toList(), columns, pieceBytes, spark.hadoopConfiguration());
    }
}
