package io.moderato.model.command;

import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** Lines of progress as a command prints them: each with the time, and at once. */
final class TimedLines {
    private TimedLines() {}

    static Consumer<String> to(PrintWriter out) {
        return line -> {
            out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
            out.flush();
        };
    }
}
