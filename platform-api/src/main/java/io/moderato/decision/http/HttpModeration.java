package io.moderato.decision.http;

import io.moderato.content.Content;
import io.moderato.decision.Moderation;
import io.moderato.decision.ModerationResult;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks the pipeline of the inference service over HTTP. */
final class HttpModeration implements Moderation {
    private static final String MODERATE = "/internal/v1/moderate";
    private static final String SCORE = "/internal/v1/score";
    private static final String TOKEN_HEADER = "X-Internal-Token";
    private static final ParameterizedTypeReference<List<ModerationResult>> RESULTS =
            new ParameterizedTypeReference<>() {};

    private final RestClient client;
    private final String token;

    HttpModeration(RestClient client, String token) {
        this.client = client;
        this.token = token;
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
        List<ModerationResult> results;
        try {
            results = client.post()
                    .uri(path)
                    .header(TOKEN_HEADER, token)
                    .contentType(MediaType.APPLICATION_JSON)
                    .accept(MediaType.APPLICATION_JSON)
                    .body(contents)
                    .retrieve()
                    .body(RESULTS);
        } catch (RestClientException failed) {
            throw unavailable(failed);
        }
        if (results == null || results.size() != contents.size()) {
            throw unavailable(null);
        }
        return results;
    }

    private static ProblemException unavailable(@Nullable Throwable cause) {
        return new ProblemException(
                ProblemKey.UNAVAILABLE,
                "The inference service does not answer. Nothing was done; send the same request again.",
                null,
                cause);
    }
}
