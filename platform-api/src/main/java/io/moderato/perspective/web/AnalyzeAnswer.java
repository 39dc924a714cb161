package io.moderato.perspective.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scores of a comment. Empty fields are left out, as Google's JSON writers do. */
@Schema(name = "AnalyzeCommentResponse")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record AnalyzeAnswer(
        Map<String, AttributeScores> attributeScores,
        List<String> languages,
        List<String> detectedLanguages,
        @Nullable String clientToken) {
    /** The scores of one attribute: of the comment, and of its parts. */
    @Schema(name = "AttributeScores")
    record AttributeScores(List<SpanScore> spanScores, Score summaryScore) {}

    /**
     * The score of a part of the comment.
     *
     * @param begin the UTF-16 offset of the part's first char
     * @param end   the UTF-16 offset after the part's last char
     */
    @Schema(name = "SpanScore")
    record SpanScore(int begin, int end, Score score) {}

    /** A probability in [0, 1]. */
    @Schema(name = "Score")
    record Score(double value, String type) {
        Score(double value) {
            this(value, "PROBABILITY");
        }
    }
}
