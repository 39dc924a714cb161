package io.moderato.standalone;

import java.util.Arrays;

/** Measured times, in nanoseconds. Thread-safe. */
final class Latencies {
    private long[] nanos = new long[1024];
    private int count;

    synchronized void add(long elapsed) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = elapsed;
    }

    synchronized int count() {
        return count;
    }

    /** The time in milliseconds that this share of all does not pass; NaN if there is none. */
    double millis(double share) {
        long[] sorted = sorted();
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))] / 1e6;
    }

    private synchronized long[] sorted() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
