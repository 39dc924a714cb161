package io.moderato.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One cause of a decision, in words that a moderator reads.
 *
 * @param text     one sentence without the posted text itself
 * @param category the category that the reason is about, if it is about one
 * @param stage    the stage or the act of a person that gave the reason
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reason(String text, @Nullable Category category, String stage) {}
