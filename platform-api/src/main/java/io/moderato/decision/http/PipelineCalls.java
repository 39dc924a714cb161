package io.moderato.decision.http;

import io.moderato.content.Content;
import io.moderato.decision.Moderation;
import io.moderato.decision.ModerationResult;
import io.moderato.operations.trace.Traces;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Calls the pipeline, in this process or in another one. An API without a pipeline starts nevertheless, and does the work that needs none.
 */
@Component
public class PipelineCalls {
    private final ObjectProvider<Moderation> moderation;
    private final Traces traces;

    PipelineCalls(ObjectProvider<Moderation> moderation, Traces traces) {
        this.moderation = moderation;
        this.traces = traces;
    }

    /**
     * The result for each content, in the same order. Stores nothing.
     *
     * @throws ProblemException UNAVAILABLE if the pipeline is full, cannot be reached, or is not configured
     */
    public List<ModerationResult> moderate(List<Content> contents) {
        return traced("moderate", () -> pipeline().moderate(contents));
    }

    /**
     * The findings of all stages in each content, in the same order, also if an earlier stage rejects the content. Stores nothing.
     *
     * @throws ProblemException UNAVAILABLE under the same conditions as in {@link #moderate}
     */
    public List<ModerationResult> score(List<Content> contents) {
        return traced("score", () -> pipeline().score(contents));
    }

    private <T> T traced(String name, Supplier<T> call) {
        return Traces.within(traces.after(traces.current(), SpanKind.CLIENT, name), call);
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
