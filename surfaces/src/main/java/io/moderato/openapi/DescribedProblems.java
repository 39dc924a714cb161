package io.moderato.openapi;

import io.moderato.problem.ProblemKey;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.ArrayList;
import java.util.List;

/** Says in the document which problems a status may mean, so that programs that read it need not guess. */
public final class DescribedProblems {
    private static final String PROBLEMS = "x-problems";

    private DescribedProblems() {}

    /**
     * Describes an answer that tells of a problem, or adds the sentence to the description of that status.
     *
     * @param content what the answer holds if the status is not described yet
     */
    public static void add(
            ApiResponses answers, String status, String description, Content content, ProblemKey... keys) {
        ApiResponse answer = described(answers, status, description, content);
        for (ProblemKey key : keys) {
            add(answer, key.key());
        }
    }

    /** Describes that answer as above, without naming a problem. */
    static ApiResponse described(ApiResponses answers, String status, String description, Content content) {
        ApiResponse answer = answers.get(status);
        if (answer == null) {
            answer = new ApiResponse().description(description).content(content);
            answers.addApiResponse(status, answer);
        } else if (answer.getDescription() == null) {
            answer.description(description);
        } else if (!answer.getDescription().contains(description)) {
            answer.description(answer.getDescription() + " " + description);
        }
        return answer;
    }

    /** Adds the key of a problem to an answer, if it is not there yet. */
    @SuppressWarnings("unchecked")
    static void add(ApiResponse answer, String key) {
        List<String> keys = answer.getExtensions() == null
                ? new ArrayList<>()
                : (List<String>) answer.getExtensions().getOrDefault(PROBLEMS, new ArrayList<>());
        if (!keys.contains(key)) {
            keys.add(key);
        }
        answer.addExtension(PROBLEMS, keys);
    }
}
