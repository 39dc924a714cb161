package io.moderato.perspective.web;

import io.moderato.access.store.ApiKey;
import io.moderato.content.ContentType;
import io.moderato.content.web.NotKept;
import io.moderato.decision.Category;
import io.moderato.decision.ModelUse;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.http.PipelineCalls;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.suggestion.store.NewSuggestion;
import io.moderato.suggestion.store.ReceivedSuggestions;
import io.moderato.suggestion.store.SuggestedScore;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the scores that clients suggest for the moderators of the key's community, with what our model says of the same text. */
@Component
class Suggesting {
    private final PipelineCalls pipeline;
    private final ReceivedSuggestions suggestions;

    Suggesting(PipelineCalls pipeline, ReceivedSuggestions suggestions) {
        this.pipeline = pipeline;
        this.suggestions = suggestions;
    }

    /**
     * Keeps a suggestion, unless the caller forbids it.
     *
     * @throws ProblemException in the vendor's words if the request does not fit, or if too many of the key's suggestions wait
     */
    SuggestAnswer of(ApiKey key, SuggestBody body) {
        String text = body.text();
        String parent = body.parentText();
        String community = body.clientCommunity();
        String token = body.clientName();
        List<String> named = body.namedLanguages();
        // what does not fit is refused before the model is asked
        List<SuggestedScore> suggested = body.scores();
        ModerationResult ours = ours(key, text, parent, named);
        String detected = ours == null ? null : ours.detectedLanguage();
        if (body.mayBeStored()) {
            List<SuggestedScore> scores = ours == null
                    ? suggested
                    : suggested.stream()
                            .map(each -> new SuggestedScore(
                                    each.attribute(), each.category(), each.suggested(), score(ours, each.category())))
                            .toList();
            suggestions.keep(
                    key,
                    new NewSuggestion(
                            text, parent, scores, detected, ours == null ? null : model(ours), community, token));
        }
        return new SuggestAnswer(body.clientToken(), detected == null ? List.of() : List.of(detected), named);
    }

    /** What the pipeline says of the text; null while it cannot answer, because a suggestion is worth keeping without. */
    private @Nullable ModerationResult ours(ApiKey key, String text, @Nullable String parent, List<String> named) {
        try {
            return pipeline.score(List.of(NotKept.content(
                            key.community(),
                            ContentType.COMMENT,
                            text,
                            List.of(),
                            named.isEmpty() ? null : named.getFirst(),
                            parent,
                            Instant.now())))
                    .getFirst();
        } catch (ProblemException busy) {
            if (busy.key() == ProblemKey.UNAVAILABLE) {
                return null;
            }
            throw busy;
        }
    }

    private static @Nullable Double score(ModerationResult ours, Category category) {
        OptionalDouble score = ours.scores().of(category);
        return score.isPresent() ? score.getAsDouble() : null;
    }

    private static @Nullable String model(ModerationResult ours) {
        String versions = ours.provenance().models().stream()
                .map(ModelUse::version)
                .distinct()
                .collect(Collectors.joining(" "));
        return versions.isEmpty() ? null : versions;
    }
}
