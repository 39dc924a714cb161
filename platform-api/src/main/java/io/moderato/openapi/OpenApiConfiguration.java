package io.moderato.openapi;

import io.moderato.access.store.ApiKey;
import io.moderato.problem.web.Problem;
import io.moderato.request.JsonObject;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Describes the API: what all operations share is added here, the rest stands beside the code that does it. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration implements WebMvcConfigurer {
    private static final String PROBLEM = "#/components/schemas/Problem";
    private static final Set<String> WAITING = Set.of("429", "503");
    private static final String PROBLEM_TYPE = "application/problem+json";

    OpenApiConfiguration() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(ApiKey.class, JsonObject.class);
    }

    /** springdoc adds no ending for JSON. */
    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/api/openapi.json").setViewName("forward:/api/openapi");
    }

    @Bean
    OpenAPI apiDescription() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Moderato")
                                .version("1")
                                .description(
                                        "Send what people post, get decisions. Errors are problem documents (RFC 9457); each answer carries X-Request-Id."))
                .servers(List.of(new Server().url("/")))
                .tags(List.of(
                        new Tag().name("Content").description("What people post, and what became of it."),
                        new Tag().name("Decisions").description("Deciding now, and the feed of all decisions."),
                        new Tag().name("Reports").description("Users' notices that content breaks the rules."),
                        new Tag().name("Appeals").description("Authors' complaints about decisions."),
                        new Tag().name("Feedback").description("Corrections of automatic decisions.")))
                .components(new Components()
                        .addSecuritySchemes(
                                "bearer",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("An API key: Authorization: Bearer KEY"))
                        .addSecuritySchemes(
                                "key",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.HEADER)
                                        .name("X-API-Key")
                                        .description("An API key: X-API-Key: KEY")))
                .security(
                        List.of(new SecurityRequirement().addList("bearer"), new SecurityRequirement().addList("key")));
    }

    @Bean
    OpenApiCustomizer apiErrorAnswers() {
        return document -> {
            Map<String, Schema> schemas = document.getComponents().getSchemas();
            schemas.putAll(ModelConverters.getInstance(true).read(Problem.class));
            schemas.put("ModerateRequest", moderateRequest(Objects.requireNonNull(schemas.get("ContentSubmission"))));
            document.getPaths()
                    .forEach((path, item) -> item.readOperations().forEach(operation -> addErrors(path, operation)));
        };
    }

    /** A submission, and whether to keep it; without keeping it no field has to be there but a text or an image. */
    private static Schema<?> moderateRequest(Schema<?> submission) {
        Schema<?> store = schema("boolean");
        store.setDefault(true);
        store.setDescription(
                "Whether to keep the content and the decision. If true, externalId and author are required.");
        Map<String, Schema> properties = new LinkedHashMap<>(submission.getProperties());
        properties.put("store", store);
        Schema<?> request = schema("object");
        request.setProperties(properties);
        request.setAdditionalProperties(false);
        request.setDescription("A content to decide about at once.");
        return request;
    }

    private static void addErrors(String path, Operation operation) {
        ApiResponses answers = operation.getResponses();
        if (operation.getOperationId().equals("submitContent")
                || operation.getOperationId().equals("lodgeAppeal")) {
            answers.forEach((status, created) -> created.addHeaderObject(
                    "Location", new Header().description("Where to read it.").schema(schema("string"))));
        }
        if (operation.getRequestBody() != null) {
            add(answers, "400", "The request cannot be read, or a field cannot be taken; see pointer.");
            add(answers, "413", "The text, the batch or the request is over its limit.");
            add(answers, "415", "The body is not JSON.");
        } else if (path.endsWith("/decisions")) {
            add(answers, "400", "after or limit cannot be taken.");
        }
        add(answers, "401", "No key, or one that is unknown or revoked.");
        add(answers, "403", "The key lacks the scope.");
        if (path.contains("{id}")) {
            add(answers, "404", "There is no such thing, or it belongs to another community.");
        }
        if (path.endsWith("/appeals") || path.endsWith("/feedback") || path.endsWith("/reports")) {
            add(answers, "409", "Not possible in the state that the content is in, or done already.");
        }
        if (path.endsWith("/content") || path.endsWith("/moderate")) {
            add(answers, "409", "Another author has used the externalId.");
        }
        add(answers, "429", "More calls than the key may make.");
        add(answers, "503", "A part that is needed does not answer. Send the same request again.");
    }

    private static void add(ApiResponses answers, String status, String description) {
        Schema<?> reference = new JsonSchema();
        reference.set$ref(PROBLEM);
        ApiResponse answer = new ApiResponse()
                .description(description)
                .content(new Content().addMediaType(PROBLEM_TYPE, new MediaType().schema(reference)));
        if (WAITING.contains(status)) {
            answer.addHeaderObject(
                    "Retry-After", new Header().description("Seconds to wait.").schema(schema("integer")));
        }
        answers.addApiResponse(status, answer);
    }

    private static Schema<?> schema(String type) {
        Schema<?> schema = new JsonSchema();
        schema.setTypes(Set.of(type));
        return schema;
    }
}
