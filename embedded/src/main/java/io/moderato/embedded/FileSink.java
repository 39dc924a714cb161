package io.moderato.embedded;

import java.io.IOException;
import java.io.InputStream;

/** Takes the files of a copy, one after the other. */
@FunctionalInterface
public interface FileSink {
    /**
     * Takes a file.
     *
     * @param name    its path from the place of the copy, with slashes
     * @param size    how many bytes the content has
     * @param content is read to its end, and not closed
     */
    void file(String name, long size, InputStream content) throws IOException;
}
