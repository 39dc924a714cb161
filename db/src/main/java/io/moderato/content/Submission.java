package io.moderato.content;

/**
 * What became of a submitted content.
 *
 * @param content the revision that now stands for it
 * @param status  where that revision stands
 * @param created whether this submission made it; false where the same text was there already
 */
public record Submission(Content content, ContentStatus status, boolean created) {}
