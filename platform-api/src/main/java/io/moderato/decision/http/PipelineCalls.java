package io.moderato.decision.http;

import io.moderato.content.Content;
import io.moderato.decision.Moderation;
import io.moderato.decision.ModerationResult;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Calls the pipeline, in this process or in another one. An API without a pipeline starts nevertheless, and does the work that needs none.
 */
@Component
public class PipelineCalls {
    private final ObjectProvider<Moderation> moderation;

    PipelineCalls(ObjectProvider<Moderation> moderation) {
        this.moderation = moderation;
    }

    /**
     * The result for each content, in the same order. Stores nothing.
     *
     * @throws ProblemException UNAVAILABLE if the pipeline is full, cannot be reached, or is not configured
     */
    public List<ModerationResult> moderate(List<Content> contents) {
        return pipeline().moderate(contents);
    }

    /**
     * The findings of all stages in each content, in the same order, also if an earlier stage rejects the content. Stores nothing.
     *
     * @throws ProblemException UNAVAILABLE under the same conditions as in {@link #moderate}
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
