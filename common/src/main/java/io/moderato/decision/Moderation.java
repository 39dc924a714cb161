package io.moderato.decision;

import io.moderato.content.Content;
import java.util.List;

/** The pipeline for its callers, in the same process or over HTTP. */
public interface Moderation {
    /**
     * The result for each content, in the same order. Stores nothing.
     *
     * @throws io.moderato.problem.ProblemException of kind OUT_OF_CAPACITY if the pipeline is full or cannot be reached
     */
    List<ModerationResult> moderate(List<Content> contents);

    /**
     * What all stages find in each content, in the same order, also in one that an earlier stage rejects: for callers who want the scores
     * and decide for themselves. Stores nothing.
     *
     * @throws io.moderato.problem.ProblemException of kind OUT_OF_CAPACITY if the pipeline is full or cannot be reached
     */
    List<ModerationResult> score(List<Content> contents);
}
