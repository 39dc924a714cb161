package io.moderato.standalone.clients;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.openai.OpenAiModerationModel;
import java.util.List;

/** {@code dev.langchain4j:langchain4j-open-ai}. Of several texts it says whether any is flagged. */
final class LangChain4j implements OpenAiClient {
    @Override
    public Outcome moderate(Call call) {
        OpenAiModerationModel.OpenAiModerationModelBuilder builder = OpenAiModerationModel.builder()
                .baseUrl(call.url() + "/v1")
                .apiKey(call.key())
                .maxRetries(call.retries());
        if (call.model() != null) {
            builder.modelName(call.model());
        }
        try {
            List<ChatMessage> texts =
                    call.texts().stream().<ChatMessage>map(LangChain4j::message).toList();
            return new Outcome(List.of(builder.build().moderate(texts).content().flagged()), null);
        } catch (LangChain4jException refused) {
            return new Outcome(List.of(), refused.getClass().getSimpleName());
        }
    }

    private static UserMessage message(String text) {
        return UserMessage.from(text);
    }

    @Override
    public String exceptionFor(int status) {
        return switch (status) {
            case 400 -> "InvalidRequestException";
            case 401, 403 -> "AuthenticationException";
            case 404 -> "ModelNotFoundException";
            case 429 -> "RateLimitException";
            case 503 -> "InternalServerException";
            default -> throw new IllegalArgumentException("No test is about " + status);
        };
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public String toString() {
        return "LangChain4j";
    }
}
