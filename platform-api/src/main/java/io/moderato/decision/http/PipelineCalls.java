package io.moderato.decision.http;

import io.moderato.content.Content;
import io.moderato.decision.Moderation;
import io.moderato.decision.ModerationResult;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The way to the pipeline, wherever it runs. An API that has none starts all the same and does what it can without. */
@Component
public class PipelineCalls {
    private final ObjectProvider<Moderation> moderation;

    PipelineCalls(ObjectProvider<Moderation> moderation) {
        this.moderation = moderation;
    }

    /**
     * The result for each content, in the same order. Stores nothing.
     *
     * @throws ProblemException UNAVAILABLE if the pipeline is full or cannot be reached, or nobody has said where it is
     */
    public List<ModerationResult> moderate(List<Content> contents) {
        return pipeline().moderate(contents);
    }

    /**
     * What all stages find in each content, in the same order, also in one that an earlier stage rejects. Stores nothing.
     *
     * @throws ProblemException UNAVAILABLE as {@link #moderate} does
     */
    public List<ModerationResult> score(List<Content> contents) {
        return pipeline().score(contents);
    }

    private Moderation pipeline() {
        Moderation pipeline = moderation.getIfAvailable();
        if (pipeline == null) {
            throw new ProblemException(
                    ProblemKey.UNAVAILABLE,
                    "This server is not connected to the inference service. Its operator has to set moderato.inference.url.");
        }
        return pipeline;
    }
}
