package io.moderato.model.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How one encoder or model was made. What it began from is named as the {@link Lineage} names it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Making.Pretrained.class, name = "pretrained"),
    @JsonSubTypes.Type(value = Making.Trained.class, name = "trained"),
    @JsonSubTypes.Type(value = Making.Imported.class, name = "imported"),
    @JsonSubTypes.Type(value = Making.Unrecorded.class, name = "unrecorded")
})
public sealed interface Making {
    /**
     * A base encoder: it learned from plain text.
     *
     * @param base an encoder that was not pre-trained here, from which it went on; absent for random weights
     * @param runs one after the other
     * @param texts what it read in all of them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Pretrained(@Nullable String base, List<PretrainingRun> runs, List<Corpus> texts) implements Making {
        /** Copies the lists and checks that there is a run. */
        public Pretrained {
            runs = copy(runs);
            texts = copy(texts);
            if (runs.isEmpty()) {
                throw new IllegalArgumentException("runs of a pre-trained encoder are missing");
            }
        }

        /** The same after another run that read these texts. */
        public Pretrained then(PretrainingRun run, List<Corpus> read) {
            return new Pretrained(
                    base,
                    Stream.concat(runs.stream(), Stream.of(run)).toList(),
                    Stream.concat(texts.stream(), read.stream()).distinct().toList());
        }
    }

    /**
     * A model: it learned from labels, or is the mean of models that did.
     *
     * @param command how a person would make it again
     * @param outcome where its weights come from, in one sentence without its full stop
     * @param ended when
     * @param version the one that it had then; it changes with each export
     * @param disguised whether a share of its texts was written as to get past a filter
     * @param speed while it was made; absent where nobody wrote it down
     * @param base what its weights began from; absent for random ones, and for a mean
     * @param learnsOn whether the base was a classifier itself
     * @param meanOf the models that it is the mean of; empty if it was trained
     * @param teachers the models whose opinions it learned beside the labels
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Trained(
            String command,
            String outcome,
            String dataVersion,
            Instant ended,
            String version,
            boolean disguised,
            @Nullable Speed speed,
            @Nullable String base,
            boolean learnsOn,
            List<String> meanOf,
            List<String> teachers)
            implements Making {
        /** Copies the lists and checks that nothing is missing. */
        public Trained {
            require(command, "command of a trained model");
            require(outcome, "outcome of a trained model");
            require(dataVersion, "dataVersion of a trained model");
            require(version, "version of a trained model");
            if (ended == null) {
                throw new IllegalArgumentException("ended of a trained model is missing");
            }
            meanOf = copy(meanOf);
            teachers = copy(teachers);
        }
    }

    /** Comments of about 32 tokens scored in a second, in batches of 32, by the program as it is served and by one that is not quantised. */
    record Speed(double int8TextsPerSecond, double fp32TextsPerSecond) {}

    /**
     * A model or an encoder that was made elsewhere.
     *
     * @param source the repository's address, or the folder it was imported from
     * @param revision the commit that was fetched; absent for a folder
     * @param licence as the source states it
     * @param fetched when
     * @param export how its program was written here; absent for a program that was traced elsewhere
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Imported(
            String source,
            @Nullable String revision,
            String licence,
            Instant fetched,
            @Nullable Export export) implements Making {
        /** Where nothing is said about a licence. */
        public static final String NO_LICENCE = "not stated";

        /** Checks that nothing is missing. */
        public Imported {
            require(source, "source of an imported model");
            require(licence, "licence of an imported model");
            if (fetched == null) {
                throw new IllegalArgumentException("fetched of an imported model is missing");
            }
        }

        /** The same with a program that was written here. */
        public Imported exported(Export as) {
            return new Imported(source, revision, licence, fetched, as);
        }
    }

    /**
     * How the program of an imported model was written.
     *
     * @param int8 whether it is quantised; else it is exactly as trained
     * @param difference what that changed; absent if it was not measured
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Export(boolean int8, @Nullable Difference difference) {}

    /**
     * What int8 changed against the model as trained.
     *
     * @param largest by how much a probability moved at most
     * @param texts on so many texts
     */
    record Difference(double largest, int texts) {}

    /** An encoder that somebody brought without saying how it was made. */
    record Unrecorded() implements Making {}

    /** An absent list is empty. */
    static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** Refuses what JSON leaves out although its type promises it. */
    static void require(@Nullable String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
    }
}
