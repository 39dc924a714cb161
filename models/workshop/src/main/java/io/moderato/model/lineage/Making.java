package io.moderato.model.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How one encoder or model was made. Ancestors have the names that the {@link Lineage} gives them. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Making.Pretrained.class, name = "pretrained"),
    @JsonSubTypes.Type(value = Making.Trained.class, name = "trained"),
    @JsonSubTypes.Type(value = Making.Imported.class, name = "imported"),
    @JsonSubTypes.Type(value = Making.Unrecorded.class, name = "unrecorded")
})
public sealed interface Making {
    /**
     * A base encoder, which learned from plain text.
     *
     * @param base the encoder from elsewhere that it began from; absent for random weights
     * @param runs the runs, one after the other
     * @param texts the texts that it read in all runs
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Pretrained(@Nullable String base, List<PretrainingRun> runs, List<Corpus> texts) implements Making {
        /** Copies the lists and checks that there is at least one run. */
        public Pretrained {
            runs = copy(runs);
            texts = copy(texts);
            if (runs.isEmpty()) {
                throw new IllegalArgumentException("runs of a pre-trained encoder are missing");
            }
        }

        /** The same encoder after another run that read these texts. */
        public Pretrained then(PretrainingRun run, List<Corpus> read) {
            return new Pretrained(
                    base,
                    Stream.concat(runs.stream(), Stream.of(run)).toList(),
                    Stream.concat(texts.stream(), read.stream()).distinct().toList());
        }
    }

    /**
     * A model, which learned from labels, or is the mean of such models.
     *
     * @param command the command that makes the model again
     * @param outcome the origin of the weights, in one sentence without its full stop
     * @param ended the time of the end
     * @param version the version that the model had at the end; each export changes the version
     * @param disguised whether a share of its texts was spelled to get past a filter
     * @param speed the speed when the model was made; absent if it was not recorded
     * @param base the encoder or model that its weights began from; absent for random weights and for a mean
     * @param learnsOn whether the base was already a classifier
     * @param meanOf the models whose mean it is; empty if it was trained
     * @param teachers the models whose scores it learned beside the labels
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

    /**
     * The number of comments, of about 32 tokens each, that are scored in a second in batches of 32: by the int8 program that is served,
     * and by the fp32 program.
     */
    record Speed(double int8TextsPerSecond, double fp32TextsPerSecond) {}

    /**
     * A model or an encoder that was made elsewhere.
     *
     * @param source the address of the repository, or the folder from which it was imported
     * @param revision the commit that was fetched; absent for a folder
     * @param licence the licence that the source states
     * @param fetched the time when it was fetched
     * @param export how the program was written here; absent for a program that was traced elsewhere
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Imported(
            String source,
            @Nullable String revision,
            String licence,
            Instant fetched,
            @Nullable Export export) implements Making {
        /** The text for a source that states no licence. */
        public static final String NO_LICENCE = "not stated";

        /** Checks that nothing is missing. */
        public Imported {
            require(source, "source of an imported model");
            require(licence, "licence of an imported model");
            if (fetched == null) {
                throw new IllegalArgumentException("fetched of an imported model is missing");
            }
        }

        /** The same model with a program that was written here. */
        public Imported exported(Export as) {
            return new Imported(source, revision, licence, fetched, as);
        }
    }

    /**
     * How the program of an imported model was written.
     *
     * @param int8 whether the program is int8; otherwise it is exactly as trained
     * @param difference the effect of int8; absent if it was not measured
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Export(boolean int8, @Nullable Difference difference) {}

    /**
     * The effect of int8, compared with the model as trained.
     *
     * @param largest the largest change of a probability
     * @param texts the number of texts on which this was measured
     */
    record Difference(double largest, int texts) {}

    /** An encoder from elsewhere; nobody recorded how it was made. */
    record Unrecorded() implements Making {}

    /** A copy of the list; empty if the list is absent. */
    static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** Refuses a value that is missing in JSON although its type promises it. */
    static void require(@Nullable String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
    }
}
