package io.moderato.erasure.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.erasure.store.Erasure;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far an erasure is. */
@Schema(name = "Erasure", description = "How far an erasure is.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ErasureView(
        UUID id,

        @Schema(description = "RUNNING until nothing is left; then DONE.", example = "RUNNING")
        State state,

        @Schema(
                description = "How many contents are erased by now, with all that was attached to them.",
                example = "12")
        int contents,

        Instant askedAt,
        @Nullable Instant finishedAt) {
    /** Whether something is left. */
    enum State {
        /** It goes on by itself, after a crash, too. */
        RUNNING,
        /** Nothing is left. */
        DONE
    }

    static ErasureView of(Erasure erasure) {
        return new ErasureView(
                erasure.id(),
                erasure.isDone() ? State.DONE : State.RUNNING,
                erasure.contents(),
                erasure.askedAt(),
                erasure.finishedAt());
    }
}
