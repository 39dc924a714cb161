package io.moderato.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.ContentStatus;
import io.moderato.database.StoreTest;
import io.moderato.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

class DeadLettersTest extends StoreTest {
    private static final AtomicLong OFFSETS = new AtomicLong();

    @Autowired
    DeadLetters letters;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void noneOfOthers() {
        jdbc.sql("DELETE FROM dead_letter").update();
    }

    @Test
    void sendsAgainWhatAnAdminAsksForOnceKafkaTakesIt() {
        CommunityId community = community();
        Content content = submit(community, comment("c", "a text"));
        UUID kept = keep(content);
        assertThat(contents.find(content.id(), 1).orElseThrow().status()).isEqualTo(ContentStatus.FAILED);
        assertThat(taken()).as("before somebody asks").isEmpty();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        letters.replay(admin, kept);
        assertThat(contents.find(content.id(), 1).orElseThrow().status()).isEqualTo(ContentStatus.QUEUED);
        assertThat(letters.waiting()).isZero();
        assertThatThrownBy(() -> letters.handReplayed(10, each -> {
                    throw new IllegalStateException("Kafka is away");
                }))
                .hasMessage("Kafka is away");
        assertThat(letters.list(0, 1).getFirst().sentAt()).isNull();
        assertThat(taken()).containsExactly(kept);
        assertThat(taken()).as("a second time").isEmpty();
        assertThat(letters.list(0, 1).getFirst().sentAt()).isNotNull();
        assertThatThrownBy(() -> letters.replay(admin, kept))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("already");
        assertThatThrownBy(() -> letters.replay(admin, UUID.randomUUID()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("dead letter");
    }

    @Test
    void sendsAllAgainOnceEach() {
        CommunityId community = community();
        List<UUID> kept = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            kept.add(keep(submit(community, comment("c" + i, "a text"))));
        }
        Actor admin = loggedIn(account(Role.ADMIN, community));
        assertThat(letters.replayAll(admin)).isEqualTo(5);
        assertThat(letters.replayAll(admin)).isZero();
        assertThat(taken()).containsExactlyElementsOf(kept);
    }

    @Test
    void isForAdminsOnly() {
        CommunityId community = community();
        UUID kept = keep(submit(community, comment("c", "a text")));
        Actor moderator = moderator(community);
        assertThatThrownBy(() -> letters.replay(moderator, kept)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> letters.replayAll(moderator)).isInstanceOf(AccessDeniedException.class);
        Actor admin = account(Role.ADMIN, community);
        assertThatThrownBy(() -> letters.replayAll(admin))
                .as("in somebody else's name")
                .isInstanceOf(AccessDeniedException.class);
        assertThat(letters.waiting()).isEqualTo(1);
    }

    private List<UUID> taken() {
        List<UUID> taken = new ArrayList<>();
        letters.handReplayed(10, each -> each.forEach(letter -> taken.add(letter.id())));
        return taken;
    }

    private UUID keep(Content content) {
        UUID id = UUID.randomUUID();
        letters.keep(new DeadLetter(
                id,
                "content.submitted",
                0,
                OFFSETS.incrementAndGet(),
                content.id().toString(),
                "{}",
                content.id().value(),
                1,
                "broken",
                Instant.now(),
                null,
                null,
                null));
        return id;
    }
}
