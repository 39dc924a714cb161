package io.moderato.archive.store;

import io.moderato.community.CommunityId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job over the archive, as it says of itself.
 *
 * @param id        which one
 * @param community whose contents it is about
 * @param kind      what it does
 * @param begunBy   who gave the command, as the machine knows them
 * @param output    the folder of its results
 * @param job       what was asked, as JSON
 * @param report    what came of it, as JSON; null until it is finished
 * @param changes   how many contents it would decide otherwise, as far as their changes are still kept
 * @param beganAt   when it began
 * @param heardAt   when it was heard of last
 * @param endedAt   when it was done; null until it is finished
 */
public record ArchiveRun(
        UUID id,
        CommunityId community,
        RunKind kind,
        String begunBy,
        String output,
        String job,
        @Nullable String report,
        int changes,
        Instant beganAt,
        Instant heardAt,
        @Nullable Instant endedAt) {
    private static final Duration SILENCE = Duration.ofMinutes(10);

    /** Whether it is done. */
    public boolean isFinished() {
        return endedAt != null;
    }

    /** Whether it is not done and has not been heard of for so long at that time that it is most likely not running any more. */
    public boolean isSilent(Instant now) {
        return !isFinished() && heardAt.isBefore(now.minus(SILENCE));
    }
}
