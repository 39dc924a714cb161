package io.moderato.batch.command;

import io.moderato.batch.job.Watch;
import java.time.Duration;

/** Tells a person how far a job is, in one line that is written again and again. */
final class Terminal implements Watch {
    private static final int BAR = 30;
    /** Into a file, a line each ten seconds is enough. */
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final boolean person = System.console() != null && System.console().isTerminal();
    private long nextLine;

    private long begin;
    private int pieces;
    private int before;
    private boolean open;

    @Override
    public void begins(int all, int done) {
        begin = System.nanoTime();
        nextLine = begin + BETWEEN_LINES.toNanos();
        pieces = all;
        before = done;
        System.err.printf(
                "%,d %s%s%n",
                all, all == 1 ? "piece" : "pieces", done == 0 ? "" : ", of which %,d are done".formatted(done));
    }

    @Override
    public void goesOn(int done, long rows) {
        if (!person && System.nanoTime() < nextLine) {
            return;
        }
        nextLine = System.nanoTime() + BETWEEN_LINES.toNanos();
        double share = pieces == 0 ? 1 : (before + done) / (double) pieces;
        int filled = (int) (share * BAR);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.err.printf(
                (person ? "\r" : "") + "[%s%s] %3.0f %%%s%s   " + (person ? "" : "%n"),
                "#".repeat(filled),
                "-".repeat(BAR - filled),
                100 * share,
                rows == 0 ? "" : "  %,d rows, %,.0f a second".formatted(rows, rows / seconds),
                done == 0 ? "" : "  %s left".formatted(left(seconds, done)));
        open = person;
    }

    /** Leaves the line. */
    void ends() {
        if (open) {
            System.err.println();
            open = false;
        }
    }

    private String left(double seconds, int done) {
        long more = Math.round(seconds / done * (pieces - before - done));
        return more < 60 ? more + " s" : "%d:%02d h".formatted(more / 3600, more % 3600 / 60);
    }
}
