package io.moderato.openapi;

import io.moderato.access.web.NeedsScope;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Problem;
import io.moderato.problem.web.Refuses;
import io.moderato.surface.web.KeyPlace;
import io.moderato.surface.web.Surface;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.HandlerMethod;

/** Describes the operations of a surface: the facts that they share, and for each one the scope and the refusals of its handler method. */
final class SurfaceDescription implements OpenApiCustomizer, OperationCustomizer {
    private static final Set<String> WAITING = Set.of("429", "503");
    private static final String UNSUPPORTED_MEDIA_TYPE = "415";

    private final Surface surface;
    private final ResolvedSchema error;

    SurfaceDescription(Surface surface) {
        this.surface = surface;
        this.error = ModelConverters.getInstance(true)
                .resolveAsResolvedSchema(new AnnotatedType(surface.errors().bodyType()).resolveAsRef(true));
    }

    @Override
    public void customise(OpenAPI document) {
        document.info(surface.description()
                .license(new License().name("Apache License 2.0").identifier("Apache-2.0")));
        error.referencedSchemas.forEach(document.getComponents()::addSchemas);
        for (KeyPlace place : surface.keyPlaces()) {
            String name = name(place);
            document.getComponents().addSecuritySchemes(name, scheme(place));
            document.addSecurityItem(new SecurityRequirement().addList(name));
        }
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        ApiResponses answers = operation.getResponses();
        add(answers, ProblemKey.UNREADABLE_REQUEST, "The address or a header is malformed.");
        if (operation.getRequestBody() != null) {
            add(answers, ProblemKey.UNREADABLE_REQUEST, "The request cannot be read.");
            add(answers, ProblemKey.INVALID_FIELD, "A field is not valid.");
            add(answers, ProblemKey.TOO_LARGE, "The text, the batch or the request is over its limit.");
            ApiResponse unsupported =
                    add(answers, UNSUPPORTED_MEDIA_TYPE, "The body is not JSON, or compressed otherwise than by gzip.");
            if (surface.errors().bodyType() == Problem.class) {
                DescribedProblems.add(unsupported, "unsupported-media-type");
                DescribedProblems.add(unsupported, "unsupported-encoding");
            }
        }
        NeedsScope needs = method.getMethodAnnotation(NeedsScope.class);
        if (needs == null) {
            operation.setSecurity(List.of());
        } else {
            String scope = needs.value().key();
            operation.setDescription("%s Scope: `%s`."
                    .formatted(text(operation.getDescription()), scope)
                    .strip());
            operation.addExtension("x-scope", scope);
            add(answers, ProblemKey.UNKNOWN_KEY, "There is no key, or the key is unknown or revoked.");
            add(answers, ProblemKey.NOT_ALLOWED, "The key does not have the scope.");
            add(answers, ProblemKey.RATE_LIMITED, "More calls than the key may make.");
        }
        if (Arrays.stream(method.getMethodParameters()).anyMatch(SurfaceDescription::isInAddress)) {
            add(answers, ProblemKey.NOT_FOUND, "It does not exist, or it belongs to another community.");
        }
        refusals(method).forEach(refuses -> add(answers, refuses.value(), refuses.when()));
        add(answers, ProblemKey.INTERNAL, "We failed. Tell us the request id if it happens again.");
        add(answers, ProblemKey.UNAVAILABLE, "A needed service does not answer. Send the same request again.");
        return operation;
    }

    /** The refusals that the method names, then those that come with its parameters. */
    private static Stream<Refuses> refusals(HandlerMethod method) {
        Stream<AnnotatedElement> parameters = Arrays.stream(method.getMethodParameters())
                .flatMap(parameter -> Arrays.stream(parameter.getParameterAnnotations()))
                .map(Annotation::annotationType);
        return Stream.concat(Stream.of(method.getMethod()), parameters)
                .flatMap(named -> AnnotatedElementUtils.getMergedRepeatableAnnotations(named, Refuses.class).stream());
    }

    private static boolean isInAddress(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(PathVariable.class);
    }

    private void add(ApiResponses answers, ProblemKey key, String description) {
        String status = Integer.toString(surface.errors().status(Problem.of(key, description, null)));
        ApiResponse answer = add(answers, status, description);
        if (surface.errors().bodyType() == Problem.class) {
            DescribedProblems.add(answer, key.key());
        }
    }

    private ApiResponse add(ApiResponses answers, String status, String description) {
        boolean known = answers.containsKey(status);
        ApiResponse answer = DescribedProblems.described(
                answers,
                status,
                description,
                new Content()
                        .addMediaType(surface.errors().mediaType().toString(), new MediaType().schema(error.schema)));
        if (!known && WAITING.contains(status)) {
            Schema<?> seconds = new JsonSchema();
            seconds.setTypes(Set.of("integer"));
            answer.addHeaderObject(
                    "Retry-After", new Header().description("Seconds to wait.").schema(seconds));
        }
        return answer;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String name(KeyPlace place) {
        return switch (place) {
            case KeyPlace.Bearer _ -> "bearer";
            case KeyPlace.Header _ -> "key";
            case KeyPlace.Query _ -> "query";
        };
    }

    private static SecurityScheme scheme(KeyPlace place) {
        SecurityScheme scheme = new SecurityScheme().description("An API key: " + place.words());
        return switch (place) {
            case KeyPlace.Bearer _ -> scheme.type(SecurityScheme.Type.HTTP).scheme("bearer");
            case KeyPlace.Header header ->
                scheme.type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name(header.name());
            case KeyPlace.Query query ->
                scheme.type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.QUERY)
                        .name(query.name());
        };
    }
}
