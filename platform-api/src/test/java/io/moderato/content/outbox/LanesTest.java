package io.moderato.content.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentType;
import io.moderato.content.Lane;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LanesTest {
    private final Lanes lanes = new Lanes(new Binder(new MapConfigurationPropertySource(Map.of(
                    "moderato.outbox.quick-burst-chars", "10000",
                    "moderato.outbox.quick-chars-per-second", "1")))
            .bindOrCreate("moderato.outbox", OutboxSettings.class));

    @Test
    void sendsLongTextsOnTheirOwnWay() {
        assertThat(lanes.of(content("a", "x".repeat(4000)))).isEqualTo(Lane.QUICK);
        assertThat(lanes.of(content("a", "x".repeat(4001)))).isEqualTo(Lane.LONG);
    }

    @Test
    void letsAFloodOfOneCommunityGoBehindOthers() {
        for (int i = 0; i < 100; i++) {
            assertThat(lanes.of(content("loud", "x".repeat(50)))).isEqualTo(Lane.QUICK);
        }
        assertThat(lanes.of(content("loud", "x".repeat(50)))).isEqualTo(Lane.BULK);
        assertThat(lanes.of(content("quiet", "Good morning."))).isEqualTo(Lane.QUICK);
    }

    private static Content content(String community, String text) {
        return new Content(
                ContentId.next(),
                1,
                new CommunityId(community),
                "1",
                new Author("a", null),
                ContentType.COMMENT,
                text,
                List.of(),
                null,
                null,
                null,
                null,
                Instant.EPOCH);
    }
}
