package io.moderato.model.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.model.ModelException;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.lineage.Making.Imported;
import io.moderato.model.lineage.Making.Pretrained;
import io.moderato.model.lineage.Making.Trained;
import io.moderato.model.lineage.Making.Unrecorded;
import io.moderato.model.weights.WriteAside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * How a model or a base encoder was made, and how all its ancestors were made: {@code lineage.json} beside its weights. Pages for people
 * are written from the lineage.
 *
 * @param made how the model or encoder itself was made
 * @param ancestors how the ancestors were made: models by their version, encoders by the first twelve digits of their weights' SHA-256
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Lineage(Making made, Map<String, Making> ancestors) {
    /** Copies the map and checks that it holds every ancestor that is named. */
    public Lineage {
        ancestors = ancestors == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(ancestors));
        if (made == null) {
            throw new IllegalArgumentException("made is missing");
        }
        Map<String, Making> known = ancestors;
        Stream.concat(Stream.of(made), known.values().stream())
                .flatMap(one -> parents(one).stream())
                .filter(name -> !known.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("ancestors do not tell how %s was made".formatted(name));
                });
    }

    /** The direct ancestors of that model or encoder. */
    private static List<String> parents(Making one) {
        return switch (one) {
            case Trained trained ->
                Stream.of(Stream.ofNullable(trained.base()), trained.meanOf().stream(), trained.teachers().stream())
                        .flatMap(names -> names)
                        .toList();
            case Pretrained encoder -> Stream.ofNullable(encoder.base()).toList();
            case Imported _, Unrecorded _ -> List.of();
        };
    }

    /**
     * The lineage of an encoder after a run of pre-training.
     *
     * @param start the folder of the encoder from which the run went on; null for random weights
     * @param texts the texts that the encoder read in that run
     */
    public static Lineage ofPretraining(@Nullable Path start, PretrainingRun run, List<Corpus> texts) {
        Ancestors ancestors = new Ancestors();
        if (start == null) {
            return ancestors.of(new Pretrained(null, List.of(run), texts));
        }
        Lineage before = read(start);
        return before.made instanceof Pretrained encoder
                ? new Lineage(encoder.then(run, texts), before.ancestors)
                : ancestors.of(new Pretrained(ancestors.add(start), List.of(run), texts));
    }

    /** How the ancestor of that name was made. */
    public Making of(String name) {
        Making found = ancestors.get(name);
        if (found == null) {
            throw new IllegalArgumentException("There is no ancestor " + name);
        }
        return found;
    }

    /** The plain texts that the encoder read, or the first of several encoders; empty if nobody recorded them. */
    public List<Corpus> textsRead() {
        Making one = made;
        while (one instanceof Trained trained) {
            String before = trained.base() != null || trained.meanOf().isEmpty()
                    ? trained.base()
                    : trained.meanOf().getFirst();
            if (before == null) {
                return List.of();
            }
            one = of(before);
        }
        return one instanceof Pretrained encoder ? encoder.texts() : List.of();
    }

    /**
     * Reads the lineage of the model or the base encoder in that folder. An encoder from elsewhere may have no lineage.
     *
     * @throws ModelException if the file is missing from a model's folder, or not valid
     */
    public static Lineage read(Path folder) {
        Path file = folder.resolve(ModelFolder.LINEAGE);
        if (!Files.isRegularFile(file)) {
            if (Files.isRegularFile(folder.resolve(ModelFolder.MODERATION))) {
                throw new ModelException(file, "missing from the model folder");
            }
            return new Lineage(new Unrecorded(), Map.of());
        }
        try {
            return ModelFolder.JSON.readValue(file, Lineage.class);
        } catch (JacksonException e) {
            throw new ModelException(file, "is not valid: " + reason(e), e);
        }
    }

    private static @Nullable String reason(JacksonException e) {
        return e.getCause() instanceof IllegalArgumentException refused ? refused.getMessage() : e.getOriginalMessage();
    }

    /**
     * Writes the lineage into that folder; an older file is replaced.
     *
     * @throws ModelException if the file cannot be written
     */
    public void write(Path folder) {
        WriteAside.replace(folder.resolve(ModelFolder.LINEAGE), aside -> ModelFolder.JSON.writeValue(aside, this));
    }
}
