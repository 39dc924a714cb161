package io.moderato.openai.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.models.Model;
import com.openai.models.moderations.Moderation;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.moderations.ModerationCreateResponse;
import com.openai.models.moderations.ModerationImageUrlInput;
import com.openai.models.moderations.ModerationModel;
import com.openai.models.moderations.ModerationMultiModalInput;
import com.openai.models.moderations.ModerationTextInput;
import io.moderato.access.store.Scope;
import io.moderato.api.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The vendor's own client for Java. Only its base URL is changed. */
class JavaClientTest extends OpenAiTest {
    private final List<OpenAIClient> clients = new ArrayList<>();

    @AfterEach
    void closeClients() {
        clients.forEach(OpenAIClient::close);
    }

    @Test
    void scoresAText() {
        OpenAIClient client = client(caller());
        ModerationCreateResponse answer = client.moderations()
                .create(ModerationCreateParams.builder()
                        .input("insult=0.9")
                        .model(ModerationModel.OMNI_MODERATION_LATEST)
                        .build());

        assertThat(answer.validate().model()).isEqualTo(MODEL);
        Moderation result = answer.results().getFirst();
        assertThat(result.flagged()).isTrue();
        assertThat(result.categories().harassment()).isTrue();
        assertThat(result.categories().illicit()).contains(false);
        assertThat(result.categoryScores().harassment()).isEqualTo(0.9);
        assertThat(result.categoryScores().sexualMinors()).isZero();
        assertThat(result.categoryAppliedInputTypes().harassment())
                .containsExactly(Moderation.CategoryAppliedInputTypes.Harassment.TEXT);
        assertThat(result.categoryAppliedInputTypes().sexualMinors()).isEmpty();
    }

    @Test
    void scoresManyTextsAndPartsOfOne() {
        OpenAIClient client = client(caller());
        assertThat(client.moderations()
                        .create(ModerationCreateParams.builder()
                                .inputOfStrings(List.of("insult=0.9", "fine"))
                                .build())
                        .validate()
                        .results())
                .extracting(Moderation::flagged)
                .containsExactly(true, false);
        assertThat(client.moderations()
                        .create(ModerationCreateParams.builder()
                                .inputOfModerationMultiModalArray(List.of(
                                        ModerationMultiModalInput.ofText(ModerationTextInput.builder()
                                                .text("fine")
                                                .build()),
                                        ModerationMultiModalInput.ofImageUrl(ModerationImageUrlInput.builder()
                                                .imageUrl(ModerationImageUrlInput.ImageUrl.builder()
                                                        .url("https://example.org/a.png")
                                                        .build())
                                                .build())))
                                .build())
                        .validate()
                        .results())
                .extracting(Moderation::flagged)
                .containsExactly(true);
    }

    @Test
    void listsModels() {
        OpenAIClient client = client(caller());
        assertThat(client.models().list().data()).extracting(Model::id).contains(MODEL, "omni-moderation-latest");
        assertThat(client.models().retrieve("test").validate().created()).isPositive();
    }

    @Test
    void throwsWhatItsUsersCatch() {
        Caller caller = caller();
        refused(BadRequestException.class, caller, "", null, "empty_string");
        refused(NotFoundException.class, caller, "fine", "gpt-4o", "model_not_found");
        refused(UnauthorizedException.class, new Caller(port, "sk-wrong"), "fine", null, "invalid_api_key");
        refused(
                PermissionDeniedException.class,
                caller(community(), Set.of(Scope.CONTENT_READ), 10),
                "fine",
                null,
                "missing_scope");
        Caller busy = caller(community(), Set.of(Scope.MODERATE), 1);
        busy.post("/v1/moderations", "{\"input\":\"fine\"}");
        refused(RateLimitException.class, busy, "fine", null, "rate_limit_exceeded");
        refused(InternalServerException.class, caller, "overload", null, null);
    }

    private void refused(
            Class<? extends OpenAIServiceException> type,
            Caller caller,
            String input,
            @Nullable String model,
            @Nullable String code) {
        ModerationCreateParams.Builder params = ModerationCreateParams.builder().input(input);
        if (model != null) {
            params.model(model);
        }
        OpenAIClient client = client(caller);
        assertThatExceptionOfType(type)
                .isThrownBy(() -> client.moderations().create(params.build()))
                .satisfies(refused -> {
                    assertThat(refused.code().orElse(null)).isEqualTo(code);
                    assertThat(refused.headers().values("x-request-id")).hasSize(1);
                    assertThat(refused.getMessage()).isNotBlank();
                });
    }

    private OpenAIClient client(Caller caller) {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl("http://localhost:" + port + "/v1")
                .apiKey(caller.key())
                .maxRetries(0)
                .build();
        clients.add(client);
        return client;
    }
}
