package io.moderato.batch.output;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Files of any file system that Hadoop knows. */
public final class Files {
    private Files() {}

    /** A file to write to; one that is there is replaced. */
    public static OutputStream create(Path file, Configuration hadoop) throws IOException {
        return withoutSideFiles(file, hadoop).create(file, true);
    }

    /** Gives a file the final name, in place of one that has it. On the file systems that jobs write to, readers see one or the other. */
    public static void moveOver(Path from, Path to, Configuration hadoop) throws IOException {
        FileSystem system = withoutSideFiles(to, hadoop);
        if (system.exists(to)) {
            system.delete(to, false);
        }
        if (!system.rename(from, to)) {
            throw new IOException(from + " could not be renamed to " + to);
        }
    }

    /** The file system of that path. On this machine Hadoop would write a file with checksums beside each, which nobody expects. */
    static FileSystem withoutSideFiles(Path path, Configuration hadoop) throws IOException {
        FileSystem system = path.getFileSystem(hadoop);
        system.setWriteChecksum(false);
        return system;
    }
}
