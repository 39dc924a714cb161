package io.moderato.report.store;

import io.moderato.decision.Category;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user's notice that content breaks the rules.
 *
 * @param id         the report
 * @param revision   the revision of the content that the reporter saw
 * @param reporterId the platform's id of the reporter
 * @param category   the category that the reporter named
 * @param reason     the reporter's words
 * @param reportedAt when it was reported
 * @param dismissed  whether a human who saw this report approved the content
 */
public record Report(
        UUID id,
        int revision,
        String reporterId,
        @Nullable Category category,
        String reason,
        Instant reportedAt,
        boolean dismissed) {}
