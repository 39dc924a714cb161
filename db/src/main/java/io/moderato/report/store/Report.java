package io.moderato.report.store;

import io.moderato.decision.Category;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user's notice that content breaks the rules.
 *
 * @param id         the report
 * @param revision   which revision of the content the reporter saw
 * @param reporterId who reported, as the platform knows them
 * @param category   what they think it is
 * @param reason     what they wrote
 * @param reportedAt when
 * @param dismissed  whether a human approved the content with this report in sight
 */
public record Report(
        UUID id,
        int revision,
        String reporterId,
        @Nullable Category category,
        String reason,
        Instant reportedAt,
        boolean dismissed) {}
