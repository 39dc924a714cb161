package io.moderato.standalone;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Work that goes on in other threads. */
final class Running {
    private Running() {}

    /**
     * Waits for all of it.
     *
     * @param what the work, for the message of its failure
     */
    static void finish(List<Future<?>> running, String what) throws IOException, InterruptedException {
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (ExecutionException failed) {
                throw new IOException(what, failed.getCause());
            }
        }
    }
}
