package io.moderato.openapi;

import io.moderato.problem.ProblemKey;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.List;

/** Says in the document which problems a status may mean, so that programs that read it need not guess. */
public final class DescribedProblems {
    private static final String PROBLEMS = "x-problems";

    private DescribedProblems() {}

    /** Adds the key of a problem to an answer, if it is not there yet. */
    public static void add(ApiResponse answer, ProblemKey key) {
        add(answer, key.key());
    }

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
