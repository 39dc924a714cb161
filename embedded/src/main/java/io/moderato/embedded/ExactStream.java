package io.moderato.embedded;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Exactly so many bytes of a file that may grow or shrink meanwhile: what comes later is left out, and what is missing is read as zeros.
 * PostgreSQL's recovery writes all pages anew that changed while they were read, and cuts the file to its length.
 */
final class ExactStream extends FilterInputStream {
    private long left;
    private boolean ended;

    ExactStream(InputStream file, long size) {
        super(file);
        this.left = size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int most = (int) Math.min(length, left);
        int read = ended ? -1 : in.read(into, from, most);
        if (read < 0) {
            ended = true;
            read = most;
            Arrays.fill(into, from, from + most, (byte) 0);
        }
        left -= read;
        return read;
    }
}
