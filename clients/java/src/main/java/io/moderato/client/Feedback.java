package io.moderato.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What should have been decided about a content.
 *
 * @param outcome    APPROVE, REJECT or MODIFY; a doubt is never right
 * @param categories what the text is about
 * @param note       for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Feedback(
        Outcome outcome,
        @Nullable List<String> categories,
        @Nullable String note) {}
