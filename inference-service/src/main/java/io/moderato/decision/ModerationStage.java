package io.moderato.decision;

import java.util.List;

/** One step of the pipeline. Thread-safe. */
public interface ModerationStage {
    /** The name in provenance, reasons and metrics. */
    String name();

    /** Where it stands in the chain. */
    Layer layer();

    /**
     * What it found in each content, in order: REJECT and REVIEW end the chain, MODIFY hands its text on, APPROVE says that
     * nothing was found and how sure that is. Matches are places in the text that was given. Throws only if it cannot judge any
     * of them.
     */
    List<ModerationResult> moderate(List<StageInput> inputs);
}
