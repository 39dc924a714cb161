package io.moderato.perspective.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A suggestion was taken. What is empty is left out, as Google's JSON writers do. */
@Schema(name = "SuggestCommentScoreResponse")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record SuggestAnswer(@Nullable String clientToken, List<String> detectedLanguages, List<String> requestedLanguages) {}
