package io.moderato.content.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.content.ContentId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Contents that were asked for. */
@Schema(description = "Contents that were asked for.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record FoundContents(
        @Schema(description = "The newest revision of each.")
        List<ContentView> contents,

        @Schema(
                type = "string",
                format = "uuid",
                description = "Ask with after=… for what comes next; missing where there is nothing more.")
        @Nullable
        ContentId next) {}
