package io.moderato.decision;

import org.jspecify.annotations.Nullable;

/**
 * One cause of a decision, in words that a moderator reads.
 *
 * @param text     one sentence without the posted text itself
 * @param category what it is about, if it is about one category
 * @param stage    which stage or act found it
 */
public record Reason(String text, @Nullable Category category, String stage) {}
