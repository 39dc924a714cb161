package io.moderato.content.web;

/** What the settings bound of posted content; how much it is stands in {@code moderato.content}. */
public enum Limit {
    /** The bytes of a text in UTF-8. */
    TEXT,
    /** The images of a content. */
    IMAGES,
    /** The characters of all images that are given as {@code data:} addresses, together. */
    INLINE_IMAGES,
    /** The contents of a batch. */
    BATCH
}
