package io.moderato.report;

import io.moderato.decision.Category;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user's notice that content breaks the rules.
 *
 * @param id         the report
 * @param reporterId who reported, as the platform knows them
 * @param category   what they think it is
 * @param reason     what they wrote
 * @param reportedAt when
 */
public record Report(UUID id, String reporterId, @Nullable Category category, String reason, Instant reportedAt) {}
