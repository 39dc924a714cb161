package io.moderato.decision.kafka;

import io.moderato.decision.inference.PipelineSettings;
import io.moderato.decision.pipeline.Pipeline;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.springframework.stereotype.Component;

/** Finds the records at fault in a batch that fails, so that the rest of it goes on. */
@Component
final class Isolation {
    private final Pipeline pipeline;
    private final PipelineSettings settings;

    Isolation(Pipeline pipeline, PipelineSettings settings) {
        this.pipeline = pipeline;
        this.settings = settings;
    }

    /**
     * Does the work on all items: at once if possible, else half by half down to single items. An item that fails alone at every try goes
     * to {@code refuse}. The work must be repeatable.
     *
     * @throws RuntimeException the failure, if it is ours and not an item's
     */
    <T> void forEach(List<T> items, Consumer<List<T>> work, BiConsumer<T, RuntimeException> refuse) {
        if (items.isEmpty()) {
            return;
        }
        try {
            work.accept(items);
        } catch (RuntimeException failure) {
            if (RecordFault.of(failure) == RecordFault.NONE) {
                throw failure;
            }
            if (items.size() == 1) {
                single(items, work, refuse, failure);
                return;
            }
            int half = items.size() / 2;
            forEach(items.subList(0, half), work, refuse);
            forEach(items.subList(half, items.size()), work, refuse);
        }
    }

    private <T> void single(
            List<T> item, Consumer<List<T>> work, BiConsumer<T, RuntimeException> refuse, RuntimeException first) {
        RuntimeException last = first;
        Duration wait = settings.recordBackOff();
        for (int attempt = 1;
                attempt < settings.recordAttempts() && RecordFault.of(last) == RecordFault.POSSIBLE;
                attempt++) {
            pause(wait);
            wait = wait.multipliedBy(2);
            try {
                work.accept(item);
                return;
            } catch (RuntimeException again) {
                last = again;
            }
        }
        boolean ours = switch (RecordFault.of(last)) {
            case CERTAIN -> false;
            case POSSIBLE -> !pipeline.answers();
            case NONE -> true;
        };
        if (ours) {
            throw last;
        }
        refuse.accept(item.getFirst(), last);
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        }
    }
}
