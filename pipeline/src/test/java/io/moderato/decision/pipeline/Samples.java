package io.moderato.decision.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentType;
import io.moderato.decision.ModerationResult;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Contents to judge. */
public final class Samples {
    public static final CommunityId COMMUNITY = new CommunityId("test");

    private Samples() {}

    public static Content content(String text) {
        return content(text, List.of(), null);
    }

    public static Content content(String text, String language) {
        return content(text, List.of(), null, language);
    }

    public static Content content(String text, List<String> images, String parentText) {
        return content(text, images, parentText, null);
    }

    private static Content content(String text, List<String> images, String parentText, String language) {
        return content("author", text, images, parentText, language);
    }

    public static Content by(String author, String text) {
        return content(author, text, List.of(), null, null);
    }

    private static Content content(
            String author, String text, List<String> images, String parentText, String language) {
        ContentId id = ContentId.next();
        return new Content(
                id,
                1,
                COMMUNITY,
                "ext-" + id,
                new Author(author, null),
                ContentType.COMMENT,
                text,
                images,
                language,
                null,
                null,
                parentText,
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** A pipeline of which only this is known. */
    public static Pipeline pipeline(boolean modelAnswers) {
        return new Pipeline(null, null, null, new SimpleMeterRegistry()) {
            @Override
            public boolean answers() {
                return modelAnswers;
            }
        };
    }

    /** A pipeline that answers this. */
    public static Pipeline pipeline(Function<List<Content>, List<ModerationResult>> answer) {
        return new Pipeline(null, null, null, new SimpleMeterRegistry()) {
            @Override
            public List<ModerationResult> moderate(List<Content> contents) {
                return answer.apply(contents);
            }
        };
    }
}
