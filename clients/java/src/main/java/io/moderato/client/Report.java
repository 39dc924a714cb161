package io.moderato.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A user's notice that a content breaks the rules.
 *
 * @param reporterId your own id of the user
 * @param revision   which revision the user saw; the newest if null
 * @param category   what the user thinks it is, such as {@code insult}
 * @param reason     what the user wrote
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(
        String reporterId,
        @Nullable Integer revision,
        @Nullable String category,
        String reason) {}
