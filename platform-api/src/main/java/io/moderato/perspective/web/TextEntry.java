package io.moderato.perspective.web;

import io.moderato.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A text with its kind. */
@Schema(name = "TextEntry")
record TextEntry(
        @Nullable String text,
        @Schema(allowableValues = "PLAIN_TEXT") @Nullable String type) {
    /** The vendor's limit of 20 KB, in UTF-8. */
    private static final int MAX_BYTES = 20_480;

    /**
     * The text itself.
     *
     * @throws ProblemException INVALID_FIELD in the vendor's words if there is no text, or the text is too long or not plain
     */
    String plain(String pointer) {
        if (text == null || text.isBlank()) {
            throw RefusedRequest.commentEmpty();
        }
        switch (type == null ? "PLAIN_TEXT" : type) {
            case "PLAIN_TEXT", "TEXT_TYPE_UNSPECIFIED" -> {}
            case "HTML" ->
                throw RefusedRequest.invalid("Currently, only 'PLAIN_TEXT' comments are supported", pointer + "/type");
            default -> throw RefusedRequest.invalid("Unknown text type", pointer + "/type");
        }
        if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw RefusedRequest.commentTooLong(pointer + "/text");
        }
        return text;
    }

    /** Whether there is no text. */
    boolean isBlank() {
        return text == null || text.isBlank();
    }
}
