package io.moderato.content.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Contents that were asked for. */
@Schema(description = "Contents that were asked for.")
record FoundContents(
        @Schema(description = "The newest revision of each.")
        List<ContentView> contents) {}
