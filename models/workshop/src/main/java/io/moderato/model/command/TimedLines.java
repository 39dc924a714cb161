package io.moderato.model.command;

import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** Prints lines of progress for a command: each line at once, and with the time. */
final class TimedLines {
    private TimedLines() {}

    static Consumer<String> to(PrintWriter out) {
        return line -> {
            out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
            out.flush();
        };
    }
}
