package io.moderato.perspective.web;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentType;
import io.moderato.content.web.NotKept;
import io.moderato.decision.Category;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Part;
import io.moderato.decision.Unexamined;
import io.moderato.decision.UnexaminedReason;
import io.moderato.decision.http.PipelineCalls;
import io.moderato.perspective.web.AnalyzeAnswer.AttributeScores;
import io.moderato.perspective.web.AnalyzeAnswer.Score;
import io.moderato.perspective.web.AnalyzeAnswer.SpanScore;
import io.moderato.perspective.web.AnalyzeBody.Parameters;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.text.SentenceSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Scores comments with the pipeline of the key's community. All stages run to the end, so scores are complete even if a rule would reject
 * the text. Stores nothing.
 */
@Component
class Analysis {
    /** The most sentences of one comment that are scored one by one. All of them are one call to the pipeline. */
    private static final int MOST_SENTENCES = 100;

    private final PipelineCalls pipeline;
    private final ModelLanguages languages;

    Analysis(PipelineCalls pipeline, ModelLanguages languages) {
        this.pipeline = pipeline;
        this.languages = languages;
    }

    /**
     * The answer about a comment.
     *
     * @throws ProblemException in the vendor's words if the request does not fit, an attribute has no score or no model reads the text
     */
    AnalyzeAnswer of(CommunityId community, AnalyzeBody body) {
        String text = body.text();
        Map<String, Parameters> attributes = body.attributes();
        List<String> named = body.namedLanguages();
        boolean drop = body.dropsUnsupported();
        if (drop && (attributes.isEmpty() || !(named.isEmpty() || named.stream().anyMatch(languages::mayRead)))) {
            return new AnalyzeAnswer(Map.of(), named, List.of(), body.clientToken());
        }
        String first = attributes.keySet().iterator().next();
        String hint = hint(first, named);
        String parent = body.parentText();
        List<SentenceSpan> spans = body.wantsSpans() ? SentenceSpan.of(text, MOST_SENTENCES) : List.of();
        Instant now = Instant.now();
        List<ModerationResult> results = pipeline.score(Stream.concat(
                        Stream.of(text), spans.stream().map(span -> span.in(text)))
                .map(each -> NotKept.content(community, ContentType.COMMENT, each, List.of(), hint, parent, now))
                .toList());
        ModerationResult whole = results.getFirst();
        boolean unread = isUnread(whole);
        if (unread && !drop) {
            throw unread(first, whole);
        }
        Map<String, AttributeScores> scores = new LinkedHashMap<>();
        attributes.forEach((name, parameters) -> {
            Category category = Attribute.categoryOf(name).orElseThrow();
            OptionalDouble known = unread ? OptionalDouble.empty() : score(name, category, whole, drop);
            if (known.isEmpty()) {
                return;
            }
            double score = known.getAsDouble();
            if (score >= parameters.threshold(name)) {
                Score summary = new Score(score);
                scores.put(
                        name,
                        new AttributeScores(
                                body.wantsSpans()
                                        ? spanScores(category, spans, results.subList(1, results.size()))
                                        : List.of(new SpanScore(0, text.length(), summary)),
                                summary));
            }
        });
        String detected = whole.detectedLanguage();
        List<String> found = detected == null ? List.of() : List.of(detected);
        return new AnalyzeAnswer(scores, named.isEmpty() ? found : named, found, body.clientToken());
    }

    /** The first language that the caller names and a model reads; null if the caller names none. */
    private @Nullable String hint(String attribute, List<String> named) {
        if (named.isEmpty()) {
            return null;
        }
        return named.stream()
                .filter(languages::mayRead)
                .findFirst()
                .orElseThrow(() -> RefusedRequest.language(attribute, named, List.of()));
    }

    /** Whether no model could read enough of the text to score it. */
    private boolean isUnread(ModerationResult whole) {
        if (lacks(whole, UnexaminedReason.TOO_LONG)) {
            throw RefusedRequest.commentTooLong("/comment/text");
        }
        if (!lacks(whole, UnexaminedReason.LANGUAGE_NOT_READ)) {
            return false;
        }
        String detected = whole.detectedLanguage();
        if (detected == null) {
            throw RefusedRequest.undetectedLanguage();
        }
        // a foreign sentence does not change the scores of a comment that can be read otherwise
        return whole.scores().byCategory().isEmpty() || !languages.reads(detected);
    }

    private static ProblemException unread(String attribute, ModerationResult whole) {
        List<String> detected = List.of(Objects.requireNonNull(whole.detectedLanguage()));
        return RefusedRequest.language(attribute, detected, detected);
    }

    /** The score; empty if no model gives it and it may be dropped. */
    private static OptionalDouble score(String attribute, Category category, ModerationResult whole, boolean drop) {
        OptionalDouble score = whole.scores().of(category);
        if (score.isEmpty() && lacks(whole, UnexaminedReason.STAGE_FAILED)) {
            throw new ProblemException(
                    ProblemKey.UNAVAILABLE, "The model does not answer at the moment. Send the same request again.");
        }
        if (score.isEmpty() && !drop) {
            throw RefusedRequest.unknownAttribute(attribute);
        }
        return score;
    }

    /** The scores of the sentences. A sentence that cannot be read alone has no score. */
    private static List<SpanScore> spanScores(
            Category category, List<SentenceSpan> spans, List<ModerationResult> results) {
        List<SpanScore> scores = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            SentenceSpan span = spans.get(i);
            results.get(i)
                    .scores()
                    .of(category)
                    .ifPresent(score -> scores.add(new SpanScore(span.begin(), span.end(), new Score(score))));
        }
        return scores;
    }

    private static boolean lacks(ModerationResult result, UnexaminedReason reason) {
        return result.unexamined().contains(new Unexamined(Part.TEXT, reason));
    }
}
