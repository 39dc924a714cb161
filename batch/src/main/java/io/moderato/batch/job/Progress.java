package io.moderato.batch.job;

import java.util.concurrent.atomic.LongAdder;

/** How many rows this process has judged. A job in one process shows it; on a cluster pieces are counted when they are done. */
final class Progress {
    private static final LongAdder ROWS = new LongAdder();

    private Progress() {}

    static void rows(int more) {
        ROWS.add(more);
    }

    static long rows() {
        return ROWS.sum();
    }
}
