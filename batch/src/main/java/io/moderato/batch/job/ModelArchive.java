package io.moderato.batch.job;

import io.moderato.batch.BatchException;
import io.moderato.model.folder.ModelInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.api.java.JavaSparkContext;

/** Brings a model folder to wherever tasks run. Spark brings folders nowhere but to its own process, and archives everywhere. */
final class ModelArchive {
    private ModelArchive() {}

    /**
     * Brings it.
     *
     * @return the name of the folder among the files that Spark has brought
     */
    static String bring(JavaSparkContext spark, Path folder, ModelInfo model) {
        String name = "model-" + model.version();
        try {
            Path place = Files.createTempDirectory("moderato-model");
            Path archive = place.resolve(name + ".zip");
            // executors fetch it as long as the job runs; what was noted last is deleted first
            place.toFile().deleteOnExit();
            archive.toFile().deleteOnExit();
            pack(folder, archive);
            spark.sc().addArchive(archive.toUri() + "#" + name);
            return name;
        } catch (IOException failed) {
            throw new BatchException(
                    "The model of %s cannot be packed: %s".formatted(folder, failed.getMessage()), failed);
        }
    }

    private static void pack(Path folder, Path archive) throws IOException {
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> found = Files.walk(folder)) {
            // weights hardly shrink
            zip.setLevel(Deflater.NO_COMPRESSION);
            List<Path> files = found.filter(Files::isRegularFile).sorted().toList();
            for (Path each : files) {
                zip.putNextEntry(new ZipEntry(folder.relativize(each).toString()));
                Files.copy(each, zip);
                zip.closeEntry();
            }
        }
    }
}
