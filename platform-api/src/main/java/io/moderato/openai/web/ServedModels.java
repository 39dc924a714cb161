package io.moderato.openai.web;

import io.moderato.decision.ModelUse;
import io.moderato.decision.ModerationResult;
import io.moderato.model.store.RunningModels;
import io.moderato.model.store.ServingModel;
import io.moderato.openai.web.VendorFault.Code;
import io.moderato.problem.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The models that run now, and their names for callers. */
@Component
class ServedModels {
    /** The vendor's names. Each means any model that runs here. */
    static final List<String> ALIASES = List.of(
            "omni-moderation-latest", "omni-moderation-2024-09-26", "text-moderation-latest", "text-moderation-stable");

    private final RunningModels running;

    ServedModels(RunningModels running) {
        this.running = running;
    }

    /**
     * The model that a caller wants.
     *
     * @param versions the versions of which one must score; empty if any model may score
     */
    record Wanted(Set<String> versions) {
        private static final Wanted ANY = new Wanted(Set.of());

        /** Whether a wanted model scored, or no model at all. */
        boolean isMetBy(ModerationResult result) {
            List<ModelUse> models = result.provenance().models();
            return versions.isEmpty()
                    || models.isEmpty()
                    || models.stream().map(ModelUse::version).anyMatch(versions::contains);
        }
    }

    /** The models that run now. */
    List<ServingModel> serving() {
        return running.serving();
    }

    /** The name for callers of that version of a model. */
    static String id(ServingModel model) {
        return model.name() + "@" + model.version();
    }

    /**
     * The meaning of the request's field {@code model}.
     *
     * @throws ProblemException INVALID_FIELD if it is not a text, NOT_FOUND if no such model runs, both with a {@link VendorFault}
     */
    Wanted wanted(@Nullable JsonNode model) {
        if (model == null || model.isNull()) {
            return Wanted.ANY;
        }
        if (!model.isString()) {
            throw VendorFault.invalid(
                    VendorFault.MODEL,
                    Code.INVALID_TYPE,
                    "Invalid type for 'model': expected a string, but got %s instead."
                            .formatted(JsonTypes.words(model)));
        }
        return wanted(model.stringValue());
    }

    private Wanted wanted(String name) {
        if (ALIASES.contains(name)) {
            return Wanted.ANY;
        }
        List<ServingModel> serving = serving();
        Set<String> versions = serving.stream()
                .filter(model -> name.equals(model.name()) || name.equals(model.version()) || name.equals(id(model)))
                .map(ServingModel::version)
                .collect(Collectors.toUnmodifiableSet());
        if (versions.isEmpty()) {
            throw notRunning(name, serving);
        }
        return new Wanted(versions);
    }

    /** The problem for a caller whose model does not run. */
    ProblemException notRunning(String name) {
        return notRunning(name, serving());
    }

    private static ProblemException notRunning(String name, List<ServingModel> serving) {
        String shown = name.length() > 200 ? name.substring(0, 200) + "…" : name;
        String running = serving.isEmpty()
                ? "No model runs now"
                : "Now run: " + serving.stream().map(ServedModels::id).collect(Collectors.joining(", "));
        return VendorFault.unknownModel(
                "The model '%s' does not exist or does not run here. %s; 'omni-moderation-latest' means any model that runs."
                        .formatted(shown, running));
    }
}
