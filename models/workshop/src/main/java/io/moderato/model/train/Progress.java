package io.moderato.model.train;

import io.moderato.model.runs.Run;
import java.util.function.Consumer;

/** The receiver of a run's progress. */
public interface Progress {
    /** Receives a line of words, about every 20 seconds while a run trains. */
    void say(String line);

    /** Receives a number for the record. */
    void metric(String name, double value, long step);

    /** A progress that passes the lines on to {@code lines}, and the numbers to the record of a run. */
    static Progress recorded(Progress lines, Run run) {
        return new Progress() {
            @Override
            public void say(String line) {
                lines.say(line);
            }

            @Override
            public void metric(String name, double value, long step) {
                run.metric(name, value, step);
            }
        };
    }

    /** A progress that only passes on the lines. */
    static Progress lines(Consumer<String> lines) {
        return new Progress() {
            @Override
            public void say(String line) {
                lines.accept(line);
            }

            @Override
            public void metric(String name, double value, long step) {}
        };
    }
}
