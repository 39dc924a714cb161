package io.moderato.batch.similar;

/**
 * Signatures by which similar texts meet (Broder: On the resemblance and containment of documents, 1997). Two texts share a bucket if all
 * values of one band are the same: with a likeness of .8 that happens in at least one of the bands in 99.995 of 100 cases, with .5 in half.
 */
final class MinHash {
    private static final int BANDS = 25;
    private static final int VALUES = 5;

    private MinHash() {}

    /** The bucket of each band for a text with those pieces. */
    static long[] buckets(long[] pieces) {
        long[] buckets = new long[BANDS];
        for (int band = 0; band < BANDS; band++) {
            long bucket = band;
            for (int i = 0; i < VALUES; i++) {
                bucket = Mixing.mix(bucket ^ smallest(pieces, Mixing.mix((long) band * VALUES + i)));
            }
            buckets[band] = bucket;
        }
        return buckets;
    }

    /** The smallest hash of all pieces under one of many hash functions. */
    private static long smallest(long[] pieces, long function) {
        long smallest = Long.MAX_VALUE;
        for (long piece : pieces) {
            smallest = Math.min(smallest, Mixing.mix(piece ^ function));
        }
        return smallest;
    }
}
