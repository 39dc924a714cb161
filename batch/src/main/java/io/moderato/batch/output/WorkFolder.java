package io.moderato.batch.output;

import io.moderato.batch.BatchException;
import io.moderato.batch.input.Format;
import io.moderato.batch.input.Piece;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Where a job puts what it has done until all is done: a folder beside the output, named after it with {@code .unfinished}. Then the results
 * in it become the output by one rename, so the output is whole or not there.
 *
 * <pre>
 * OUT.unfinished/job.json               what the job is; another one may not go on here
 * OUT.unfinished/pieces.json            what it was cut into
 * OUT.unfinished/run                    its id
 * OUT.unfinished/done/00007.json        the {@link Part} of a piece
 * OUT.unfinished/between/00007.jsonl    what a later step of the job reads
 * OUT.unfinished/result/part-00007.jsonl, _malformed/00007.jsonl
 * </pre>
 */
public final class WorkFolder {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path output;
    private final Path folder;
    private final Configuration hadoop;
    private final FileSystem system;

    /** The work folder of that output. */
    public WorkFolder(String output, Configuration hadoop) throws IOException {
        Path given = new Path(output);
        this.system = Files.withoutSideFiles(given, hadoop);
        this.output = system.makeQualified(given);
        this.folder = this.output.suffix(".unfinished");
        this.hadoop = hadoop;
    }

    /** The place of the output. */
    public Path output() {
        return output;
    }

    /** The folder itself. */
    public Path folder() {
        return folder;
    }

    /**
     * Refuses to write over something.
     *
     * @throws BatchException if the output is there
     */
    public void checkFree() throws IOException {
        if (system.exists(output)) {
            throw new BatchException(
                    "The output %s is there already. Choose another one, or remove it.".formatted(output));
        }
    }

    /**
     * Makes the folder for a job, or opens it if it is of the same job.
     *
     * @return the parts that are done already
     * @throws BatchException if the output cannot be written, or the folder is of another job
     */
    public Map<Integer, Part> open(JsonNode job) throws IOException {
        try {
            for (String each : new String[] {"done", "result", "between", "aside"}) {
                system.mkdirs(new Path(folder, each));
            }
            Optional<JsonNode> before = read(new Path(folder, "job.json"));
            if (before.isEmpty()) {
                write(new Path(folder, "job.json"), job);
            } else if (!before.get().equals(JSON.readTree(JSON.writeValueAsString(job)))) {
                throw new BatchException(
                        "%s is what another job has left: its %s is not the same. Remove that folder, or choose another --output."
                                .formatted(
                                        folder, difference(before.get(), JSON.readTree(JSON.writeValueAsString(job)))));
            }
        } catch (IOException failed) {
            throw new BatchException("%s cannot be written: %s".formatted(folder, failed.getMessage()), failed);
        }
        Map<Integer, Part> done = new TreeMap<>();
        for (FileStatus each : system.listStatus(new Path(folder, "done"))) {
            if (each.getPath().getName().endsWith(".json")) {
                Part part = JSON.treeToValue(read(each.getPath()).orElseThrow(), Part.class);
                done.put(part.number(), part);
            }
        }
        return done;
    }

    /** The pieces of the job, if it began already. */
    public Optional<List<Piece>> pieces() throws IOException {
        return read(new Path(folder, "pieces.json"))
                .map(pieces -> JSON.readerForListOf(Piece.class).readValue(pieces));
    }

    /** Keeps what the job was cut into, for when it goes on. */
    public void keep(List<Piece> pieces) throws IOException {
        // written aside, so that a killed job never finds half of them
        Path aside = new Path(folder, "aside/pieces.json");
        write(aside, JSON.valueToTree(pieces));
        Files.moveOver(aside, new Path(folder, "pieces.json"), hadoop);
    }

    /** The id of the job, the same each time that it goes on. */
    public UUID run() throws IOException {
        Path file = new Path(folder, "run");
        Optional<JsonNode> before = read(file);
        if (before.isPresent()) {
            return UUID.fromString(before.get().asString());
        }
        UUID run = UUID.randomUUID();
        Path aside = new Path(folder, "aside/run");
        write(aside, JsonNodeFactory.instance.stringNode(run.toString()));
        Files.moveOver(aside, file, hadoop);
        return run;
    }

    /** Whether the file of that part is there, in its full length. */
    public boolean isWhole(Part part, Path file) throws IOException {
        try {
            return system.getFileStatus(file).getLen() == part.bytes();
        } catch (FileNotFoundException missing) {
            return false;
        }
    }

    /** Where the results of a job come. */
    public Path result() {
        return new Path(folder, "result");
    }

    /** Where the results of a piece come. */
    public Path result(int number, Format format) {
        return new Path(folder, "result/part-%05d%s".formatted(number, format.ending()));
    }

    /** Where what a piece gave comes if it is not a result yet. */
    public Path between(int number) {
        return new Path(folder, "between/%05d.jsonl".formatted(number));
    }

    /** Where the rows of a piece come that cannot be read. */
    public Path malformed(int number) {
        return new Path(folder, "result/_malformed/%05d.jsonl".formatted(number));
    }

    /** A name for a file that is not whole yet, of one attempt. */
    public Path aside(int number, long attempt, String ending) {
        return new Path(folder, "aside/%05d-%d%s".formatted(number, attempt, ending));
    }

    /** Notes that a part is whole. */
    public void done(Part part, long attempt) throws IOException {
        Path aside = aside(part.number(), attempt, ".json");
        write(aside, JSON.valueToTree(part));
        Files.moveOver(aside, new Path(folder, "done/%05d.json".formatted(part.number())), hadoop);
    }

    /** Makes the results the output, with that report beside them. */
    public void publish(JsonNode report) throws IOException {
        write(new Path(result(), "_report.json"), report);
        system.create(new Path(result(), "_SUCCESS"), true).close();
        if (system.exists(output) || !system.rename(result(), output)) {
            throw new BatchException(
                    "%s could not be renamed to %s; all results are in it.".formatted(result(), output));
        }
        system.delete(folder, true);
    }

    private void write(Path file, JsonNode json) throws IOException {
        try (OutputStream out = Files.create(file, hadoop)) {
            out.write(JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(json)
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    private Optional<JsonNode> read(Path file) throws IOException {
        try (InputStream in = system.open(file)) {
            return Optional.of(JSON.readTree(in.readAllBytes()));
        } catch (FileNotFoundException missing) {
            return Optional.empty();
        }
    }

    private static String difference(JsonNode before, JsonNode now) {
        return Stream.concat(before.propertyNames().stream(), now.propertyNames().stream())
                .distinct()
                .filter(name -> !before.path(name).equals(now.path(name)))
                .findFirst()
                .orElse("job.json");
    }
}
