package io.moderato.openai.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.model.store.ServingModel;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/models}: the names of models that a request may use. */
@RestController
@Tag(name = "Models")
class ModelsController {
    private static final String OWNER = "moderato";

    private final ServedModels models;

    ModelsController(ServedModels models) {
        this.models = models;
    }

    /** A name of a model that a request may use. */
    @Schema(name = "Model")
    record ModelView(
            String id,
            @Schema(allowableValues = "model") String object,

            @Schema(description = "When the model was loaded, in seconds since 1970.")
            long created,

            @JsonProperty("owned_by") String owner) {
        static ModelView of(String id, Instant since) {
            return new ModelView(id, "model", since.getEpochSecond(), OWNER);
        }
    }

    /** The list of all names. */
    @Schema(name = "ListModelsResponse")
    record ModelList(@Schema(allowableValues = "list") String object, List<ModelView> data) {}

    /** Lists the names: each running model by its name and by its version, and the vendor's names, which mean any running model. */
    @Operation(operationId = "listModels", summary = "List the models that run")
    @NeedsScope(Scope.MODERATE)
    @GetMapping(path = "/v1/models", produces = APPLICATION_JSON_VALUE)
    ModelList list() {
        return new ModelList("list", all());
    }

    /** Finds the model with that name. */
    @Operation(operationId = "retrieveModel", summary = "Find a model")
    @NeedsScope(Scope.MODERATE)
    @GetMapping(path = "/v1/models/{model}", produces = APPLICATION_JSON_VALUE)
    ModelView find(@PathVariable String model) {
        return all().stream()
                .filter(view -> view.id().equals(model))
                .findFirst()
                .orElseThrow(() -> models.notRunning(model));
    }

    /** All names. If two versions of one model run, the name means both and is listed once. */
    private List<ModelView> all() {
        List<ServingModel> serving = models.serving();
        if (serving.isEmpty()) {
            return List.of();
        }
        Map<String, ModelView> all = new LinkedHashMap<>();
        for (ServingModel model : serving) {
            for (String id : List.of(model.name(), ServedModels.id(model))) {
                all.putIfAbsent(id, ModelView.of(id, model.loadedAt()));
            }
        }
        Instant since = serving.getFirst().loadedAt();
        ServedModels.ALIASES.forEach(alias -> all.put(alias, ModelView.of(alias, since)));
        return List.copyOf(all.values());
    }
}
