package io.moderato.idempotency.web;

import io.moderato.openapi.DescribedProblems;
import io.moderato.problem.ProblemKey;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Describes the header at each operation where it counts. */
@Component
class IdempotencyDescription implements GlobalOpenApiCustomizer {
    private static final String CONFLICT = "409";
    private static final String OTHER_CALL = "422";
    private static final String LIKE = "400";

    @Override
    public void customise(OpenAPI document) {
        document.getPaths().forEach((path, operations) -> {
            if (path.startsWith(IdempotencyConfiguration.PREFIX) && operations.getPost() != null) {
                describe(operations.getPost());
            }
        });
    }

    private static void describe(Operation operation) {
        Schema<?> text = new JsonSchema();
        text.setTypes(Set.of("string"));
        text.setMinLength(1);
        text.setMaxLength(IdempotencyFilter.LONGEST_KEY);
        operation.addParametersItem(new HeaderParameter()
                .name(IdempotencyFilter.HEADER)
                .description(
                        "Makes the call repeatable for 24 hours: the same key with the same body is answered with the first answer (and 'Idempotent-Replayed: true') and not done again. Only successes are kept.")
                .schema(text));
        ApiResponses answers = operation.getResponses();
        Content problem = Objects.requireNonNull(answers.get(LIKE)).getContent();
        DescribedProblems.add(
                answers,
                CONFLICT,
                "The first call with this Idempotency-Key is still being worked on, or was done and its answer is not kept.",
                problem,
                ProblemKey.STILL_RUNNING,
                ProblemKey.WRONG_STATE);
        Schema<?> seconds = new JsonSchema();
        seconds.setTypes(Set.of("integer"));
        Objects.requireNonNull(answers.get(CONFLICT))
                .addHeaderObject(
                        "Retry-After",
                        new Header()
                                .description("Seconds to wait, where the first call is still being worked on.")
                                .required(false)
                                .schema(seconds));
        DescribedProblems.add(
                answers,
                OTHER_CALL,
                "The Idempotency-Key belongs to another call.",
                problem,
                ProblemKey.KEY_OF_ANOTHER_CALL);
    }
}
