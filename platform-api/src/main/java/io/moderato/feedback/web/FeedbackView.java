package io.moderato.feedback.web;

import io.moderato.content.ContentId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/** A kept correction. */
@Schema(name = "Feedback", description = "A kept correction.")
record FeedbackView(
        UUID id, @Schema(type = "string", format = "uuid") ContentId contentId) {}
