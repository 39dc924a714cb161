package io.moderato.batch.output;

import io.moderato.batch.input.Item;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The rows of a piece that cannot be read; there is a file if there is one of them. */
public final class MalformedRows implements Closeable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WorkFolder work;
    private final int number;
    private final Path aside;
    private final Configuration hadoop;
    private @Nullable OutputStream out;
    private long count;

    /** Those of that piece. */
    public MalformedRows(WorkFolder work, int number, long attempt, Configuration hadoop) {
        this.work = work;
        this.number = number;
        this.aside = work.aside(number, attempt, ".malformed");
        this.hadoop = hadoop;
    }

    /** Notes one. */
    public void add(Item.Malformed row) throws IOException {
        if (out == null) {
            out = Files.create(aside, hadoop);
        }
        out.write(JSON.writeValueAsString(JSON.createObjectNode()
                        .put("file", row.source())
                        .put(row.place(), row.number())
                        .put("cause", row.cause()))
                .getBytes(StandardCharsets.UTF_8));
        out.write('\n');
        count++;
    }

    /** How many were noted. */
    public long count() {
        return count;
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
            Path place = work.malformed(number);
            place.getFileSystem(hadoop).mkdirs(place.getParent());
            Files.moveOver(aside, place, hadoop);
        }
    }
}
