package io.moderato.model.hub;

import java.util.Locale;
import java.util.function.LongConsumer;

/** Prints the progress of a transfer: a few times a second on a terminal, otherwise after every tenth of the file. */
final class TransferProgress implements LongConsumer {
    private static final long PERIOD_NANOS = 250_000_000;
    private static final double MEGABYTE = 1e6;

    private final Terminal terminal;
    private final String name;
    private final long size;
    private final long start = System.nanoTime();
    private long first = -1;
    private long last;
    private int tenth;

    TransferProgress(Terminal terminal, String name, long size) {
        this.terminal = terminal;
        this.name = name;
        this.size = size;
    }

    @Override
    public void accept(long bytes) {
        if (first < 0) {
            first = bytes;
        }
        long now = System.nanoTime();
        boolean end = bytes == size;
        int tenths = size > 0 ? (int) (10 * bytes / size) : 0;
        if (!end && (terminal.isInteractive() ? now - last < PERIOD_NANOS : tenths <= tenth)) {
            return;
        }
        last = now;
        tenth = tenths;
        double seconds = Math.max(1e-3, (now - start) / 1e9);
        terminal.progress(String.format(
                Locale.ROOT,
                "  %s  %,.1f of %,.1f MB, %.1f MB/s",
                name,
                bytes / MEGABYTE,
                size / MEGABYTE,
                (bytes - first) / MEGABYTE / seconds));
        if (end && terminal.isInteractive()) {
            terminal.progress("");
        }
    }
}
