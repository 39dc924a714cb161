package io.moderato.standalone.clients;

import com.openai.errors.OpenAIServiceException;
import java.util.List;
import org.springframework.ai.moderation.ModerationPrompt;
import org.springframework.ai.openai.OpenAiModerationModel;
import org.springframework.ai.openai.OpenAiModerationOptions;

/** {@code org.springframework.ai:spring-ai-openai}, with the version of OpenAI's own library that it brings. */
final class SpringAi implements OpenAiClient {
    @Override
    public Outcome moderate(Call call) {
        OpenAiModerationOptions.Builder options = OpenAiModerationOptions.builder();
        options.baseUrl(call.url() + "/v1").apiKey(call.key()).maxRetries(call.retries());
        if (call.model() != null) {
            options.model(call.model());
        }
        try {
            return new Outcome(
                    OpenAiModerationModel.builder()
                            .options(options.build())
                            .build()
                            .call(new ModerationPrompt(call.texts().getFirst()))
                            .getResult()
                            .getOutput()
                            .getResults()
                            .stream()
                            .map(result -> result.isFlagged())
                            .toList(),
                    null);
        } catch (OpenAIServiceException refused) {
            return new Outcome(List.of(), refused.getClass().getSimpleName());
        }
    }

    @Override
    public String exceptionFor(int status) {
        return switch (status) {
            case 400 -> "BadRequestException";
            case 401 -> "UnauthorizedException";
            case 403 -> "PermissionDeniedException";
            case 404 -> "NotFoundException";
            case 429 -> "RateLimitException";
            case 503 -> "InternalServerException";
            default -> throw new IllegalArgumentException("No test is about " + status);
        };
    }

    @Override
    public boolean takesSeveral() {
        return false;
    }

    @Override
    public String toString() {
        return "Spring AI";
    }
}
