package io.moderato.decision.http;

import io.moderato.content.Content;
import io.moderato.decision.Moderation;
import io.moderato.decision.ModerationResult;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Asks the pipeline of the inference service over HTTP. Its instances take turns; if one cannot be reached or is full, the next one is
 * asked. One that was asked and does not answer in time is not followed by another: the caller has waited long enough.
 */
final class HttpModeration implements Moderation {
    private static final String MODERATE = "/internal/v1/moderate";
    private static final String SCORE = "/internal/v1/score";

    private final List<InferenceInstance> instances;
    private final AtomicInteger turn = new AtomicInteger();

    /** Asks the instances behind these clients. */
    HttpModeration(List<RestClient> clients, String token) {
        this.instances = clients.stream()
                .map(client -> new InferenceInstance(client, token))
                .toList();
    }

    @Override
    public List<ModerationResult> moderate(List<Content> contents) {
        return answer(MODERATE, contents);
    }

    @Override
    public List<ModerationResult> score(List<Content> contents) {
        return answer(SCORE, contents);
    }

    private List<ModerationResult> answer(String path, List<Content> contents) {
        InferenceInstance.NotTaken last = null;
        for (InferenceInstance instance : inTurn()) {
            try {
                return instance.ask(path, contents);
            } catch (InferenceInstance.NotTaken elsewhere) {
                last = elsewhere;
            } catch (RestClientException failed) {
                throw unavailable(failed);
            }
        }
        throw unavailable(last);
    }

    /** All instances, beginning with the next one in turn; those that could not be reached just now come last. */
    private List<InferenceInstance> inTurn() {
        List<InferenceInstance> order = new ArrayList<>(instances);
        Collections.rotate(order, -Math.floorMod(turn.getAndIncrement(), Math.max(1, instances.size())));
        order.sort(Comparator.comparing(InferenceInstance::isPromising).reversed());
        return order;
    }

    private static ProblemException unavailable(@Nullable Throwable cause) {
        return new ProblemException(
                ProblemKey.UNAVAILABLE,
                "The inference service does not answer. Nothing was done; send the same request again.",
                null,
                cause);
    }
}
