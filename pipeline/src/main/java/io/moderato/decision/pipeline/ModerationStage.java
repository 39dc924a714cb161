package io.moderato.decision.pipeline;

import io.moderato.decision.ModerationResult;
import io.moderato.decision.Part;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One step of the pipeline: to add one, write it and make it a bean; nothing else knows which stages there are. Thread-safe. */
public interface ModerationStage {
    /** The name in provenance, reasons and metrics; no two stages share one. */
    String name();

    /** Where it stands in the chain: what costs less is asked first. */
    Layer layer();

    /**
     * The kinds of part that it looks at: it is asked about contents that have one of them. Empty if it looks at no part but at what is
     * around them, such as the author; then it is asked about every content. What none of the stages looks at counts as not examined.
     */
    Set<Part.Kind> examines();

    /**
     * The languages that it reads (ISO 639-1), empty if the language of a text does not matter to it. What it finds in other languages it
     * does not judge, and names as {@code LANGUAGE_NOT_READ}.
     */
    default Set<String> languages() {
        return Set.of();
    }

    /**
     * What its answers depend on beside the content and what is in force, such as the version of a model: part of the key of every result
     * that is kept. Empty if there is nothing of the kind.
     */
    default String version() {
        return "";
    }

    /**
     * What its answer about that content depends on beside the community, the content's parts (its text up to normalisation, language,
     * images, context), what is in force and {@link #version()}. Empty if no earlier answer may be given again.
     */
    default Optional<String> cacheKey(StageInput input) {
        return Optional.of("");
    }

    /** What follows when {@link #moderate} throws. */
    default FailurePolicy onFailure() {
        return FailurePolicy.TRY_AGAIN;
    }

    /** Whether it works at all: asked when it failed on a content, to tell a broken stage from a content that it cannot take. */
    default boolean answers() {
        return true;
    }

    /**
     * What it found in each content, in order; APPROVE says that nothing was found and how sure that is. MODIFY masks char by char, so
     * that places stay the same, and matches are places in the text that was given. What it should have examined and could not is named
     * in {@code unexamined} and lowers the confidence. Throws only if it cannot judge any of them.
     */
    List<ModerationResult> moderate(List<StageInput> inputs);
}
