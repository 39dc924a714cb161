package io.moderato.model.train;

import io.moderato.model.runs.Run;
import java.util.function.Consumer;

/** Who watches a run. */
public interface Progress {
    /** A line for a person; while a run trains, one about every 20 seconds. */
    void say(String line);

    /** A number for a record. */
    void metric(String name, double value, long step);

    /** The lines to that progress, the numbers to the record of a run. */
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

    /** Only the lines. */
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
