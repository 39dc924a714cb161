package io.moderato.content.web;

/** The limits of posted content. Their values are in the settings {@code moderato.content}. */
public enum Limit {
    /** The bytes of a text in UTF-8. */
    TEXT,
    /** The images of a content. */
    IMAGES,
    /** The characters of all images with {@code data:} addresses together. */
    INLINE_IMAGES,
    /** The contents of a batch. */
    BATCH
}
