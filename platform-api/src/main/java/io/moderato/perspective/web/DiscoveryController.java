package io.moderato.perspective.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.web.Open;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes the methods for Google's clients, which read this document before a call. The document names the address at which it was asked
 * for.
 */
@RestController
@Tag(name = "Discovery")
class DiscoveryController {
    private static final String VERSION = "v1alpha1";

    private final ObjectNode document;

    DiscoveryController(JsonMapper json) {
        try (InputStream file = new ClassPathResource("discovery.json", DiscoveryController.class).getInputStream()) {
            document = (ObjectNode) json.readTree(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** The document. */
    @Operation(
            operationId = "discovery",
            summary = "Describe the methods",
            description = "Google's clients build themselves from this document.")
    @ApiResponse(
            responseCode = "200",
            description = "A discovery document of the format discovery#restDescription.",
            content = @Content(schema = @Schema(type = "object")))
    @Open
    @Refuses(value = ProblemKey.NOT_FOUND, when = "Another version is asked for.")
    @GetMapping(path = "/$discovery/rest", produces = APPLICATION_JSON_VALUE)
    ObjectNode document(@RequestParam(defaultValue = VERSION) String version) {
        if (!version.equals(VERSION)) {
            throw new ProblemException(ProblemKey.NOT_FOUND, "Only the version v1alpha1 is described here.");
        }
        String root =
                ServletUriComponentsBuilder.fromCurrentContextPath().path("/").toUriString();
        return document.deepCopy().put("rootUrl", root).put("baseUrl", root);
    }
}
