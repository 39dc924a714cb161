package io.moderato.decision.pipeline;

import io.moderato.decision.ModerationResult;
import io.moderato.decision.Part;
import java.util.List;
import java.util.Set;

/** One step of the pipeline. Thread-safe. */
public interface ModerationStage {
    /** The name in provenance, reasons and metrics. */
    String name();

    /** Where it stands in the chain. */
    Layer layer();

    /** The kinds of part that it looks at. What none of the stages looks at counts as not examined. */
    Set<Part.Kind> examines();

    /**
     * What its answers depend on beside the content and what is in force, such as the version of a model: part of the key of every result
     * that is kept. Empty if there is nothing of the kind.
     */
    default String version() {
        return "";
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
