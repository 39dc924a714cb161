package io.moderato.batch.input;

import io.moderato.content.Content;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What comes next in a piece. */
public sealed interface Item {
    /**
     * A row that can be judged.
     *
     * @param id       identifies it for its owner: a string or a whole number
     * @param revision which revision of a content of the platform it is; null for rows of others
     * @param content  what is judged
     * @param past     what is known of it from before
     */
    record Row(JsonNode id, @Nullable Integer revision, Content content, Past past) implements Item {}

    /**
     * A row that cannot be read.
     *
     * @param source its file or table
     * @param place  what is counted there, {@code line} or {@code row}, or the column of the key
     * @param number which one, from 1, or its key
     * @param cause  what is wrong with it, in words
     */
    record Malformed(String source, String place, String number, String cause) implements Item {}
}
