package io.moderato.openai.web;

import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.ContentType;
import io.moderato.content.web.ImageAddresses;
import io.moderato.content.web.Limit;
import io.moderato.content.web.NotKept;
import io.moderato.content.web.WithinLimit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * The input of one result, within the limits of posted content.
 *
 * @param text   the text; empty if there are only images
 * @param images the addresses of the images
 */
record Item(
        @WithinLimit(Limit.TEXT) String text,

        @WithinLimit(Limit.IMAGES) @WithinLimit(Limit.INLINE_IMAGES) @ImageAddresses
        List<String> images) {
    /** Keeps only whole characters: half an emoji at the place where somebody cut a text becomes a question mark. */
    Item {
        text = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        images = List.copyOf(images);
    }

    /** The content for the stages. It is not stored. */
    Content content(CommunityId community, Instant now) {
        return NotKept.content(community, ContentType.OTHER, text, images, null, null, now);
    }
}
