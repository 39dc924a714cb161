package io.moderato.client;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item of a batch.
 *
 * @param index      its place in the batch, from 0
 * @param externalId your own id of the content
 * @param id         the platform's id of the content, if it was taken
 * @param revision   its revision, if it was taken
 * @param status     {@code QUEUED} or {@code DECIDED}, if it was taken
 * @param error      why it was not taken
 */
public record BatchOutcome(
        int index,
        @Nullable String externalId,
        @Nullable UUID id,
        @Nullable Integer revision,
        @Nullable String status,
        @Nullable Problem error) {
    /** The submission; no value if the item was refused. */
    public Optional<Submission> submission() {
        return id == null || revision == null || status == null
                ? Optional.empty()
                : Optional.of(new Submission(id, revision, status));
    }
}
