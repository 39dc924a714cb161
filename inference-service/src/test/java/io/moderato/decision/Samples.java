package io.moderato.decision;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Contents to judge. */
public final class Samples {
    public static final CommunityId COMMUNITY = new CommunityId("test");

    private Samples() {}

    public static Content content(String text) {
        return content(text, List.of(), null);
    }

    public static Content content(String text, List<String> images, String parentText) {
        ContentId id = ContentId.next();
        return new Content(
                id,
                1,
                COMMUNITY,
                "ext-" + id,
                new Author("author", null),
                ContentType.COMMENT,
                text,
                images,
                null,
                null,
                null,
                parentText,
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** A pipeline of which only this is known. */
    public static Pipeline pipeline(boolean modelAnswers) {
        return new Pipeline(null, null, null, null, null, null, new SimpleMeterRegistry()) {
            @Override
            public boolean modelAnswers() {
                return modelAnswers;
            }
        };
    }

    /** The default settings with short waits. */
    public static PipelineSettings settings() {
        return new Binder(new MapConfigurationPropertySource(Map.of("moderato.pipeline.record-back-off", "1ms")))
                .bindOrCreate("moderato.pipeline", PipelineSettings.class);
    }
}
