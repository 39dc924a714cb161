package io.moderato.content.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentStatus;
import io.moderato.content.ContentType;
import io.moderato.database.StoreTest;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Second submissions of a content by a platform. */
class EditsTest extends StoreTest {
    private static final NewContent FULL = new NewContent(
            "1",
            new Author("ada", "Ada"),
            ContentType.REVIEW,
            "A fine place",
            List.of("https://example.org/1.png"),
            "en",
            "https://example.org/p/1",
            Instant.parse("2026-01-02T03:04:05.123456789Z"),
            "How was it?");

    @Test
    void keepWhatTheyLeaveOut() {
        CommunityId community = community();
        Content first = submit(community, FULL);
        Content edited = submit(community, edit("A fine place to be", null, null, null, null));

        assertThat(edited.revision()).isEqualTo(2);
        assertThat(edited.text()).isEqualTo("A fine place to be");
        Content stored = contents.find(community, first.id()).orElseThrow().content();
        assertThat(stored.type()).isEqualTo(ContentType.REVIEW);
        assertThat(stored.images()).isEqualTo(first.images());
        assertThat(stored.language()).isEqualTo("en");
        assertThat(stored.url()).isEqualTo(first.url());
        assertThat(stored.createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.123456Z"));
        assertThat(stored.parentText()).isEqualTo("How was it?");
        assertThat(stored.author().name()).isEqualTo("Ada");
    }

    @Test
    void removeImagesOnlyByAnEmptyList() {
        CommunityId community = community();
        submit(community, FULL);
        Content edited = submit(community, edit("A fine place", List.of(), null, null, null));

        assertThat(edited.revision()).isEqualTo(2);
        assertThat(edited.images()).isEmpty();
    }

    @Test
    void areANewRevisionWhereSomethingElseMayBeJudgedByThem() {
        CommunityId community = community();
        submit(community, FULL);

        assertThat(submit(community, edit(null, null, ContentType.POST, null, null))
                        .revision())
                .isEqualTo(2);
        assertThat(submit(community, edit(null, null, null, null, "How is your mother?"))
                        .revision())
                .isEqualTo(3);
        assertThat(submit(community, edit(null, List.of("https://example.org/2.png"), null, null, null))
                        .revision())
                .isEqualTo(4);
        assertThat(submit(community, edit(null, null, null, null, null)).revision())
                .isEqualTo(4);
    }

    @Test
    void areNotedWithoutANewDecisionWhereNobodyJudgesByThem() {
        CommunityId community = community();
        Content first = submit(community, FULL);
        Decision decision = decided(first, Outcome.APPROVE, 1);
        Submission moved = contents.submit(
                        community,
                        List.of(edit(null, null, null, "https://example.org/moved", null)),
                        Duration.ofMinutes(1))
                .getFirst();

        assertThat(moved.created()).isFalse();
        assertThat(moved.status()).isEqualTo(ContentStatus.DECIDED);
        StoredContent stored = contents.find(community, first.id()).orElseThrow();
        assertThat(stored.content().revision()).isEqualTo(1);
        assertThat(stored.content().url()).isEqualTo("https://example.org/moved");
        assertThat(decisions.standing(stored)).contains(decision);
    }

    @Test
    void countOneAfterTheOtherWithinABatch() {
        CommunityId community = community();
        List<Submission> stored = contents.submit(
                community,
                List.of(
                        FULL,
                        edit(null, null, null, "https://example.org/moved", null),
                        edit("Another text", null, null, null, null),
                        edit(null, null, null, "https://example.org/again", null)),
                Duration.ofMinutes(1));

        assertThat(stored).extracting(each -> each.content().revision()).containsExactly(1, 1, 2, 2);
        Content first =
                contents.find(stored.getFirst().content().id(), 1).orElseThrow().content();
        Content second =
                contents.find(stored.getFirst().content().id(), 2).orElseThrow().content();
        assertThat(first.url()).isEqualTo("https://example.org/moved");
        assertThat(second.url()).isEqualTo("https://example.org/again");
    }

    @Test
    void byAnotherAuthorAreRefusedAndTheOthersOfTheBatchGoOn() {
        CommunityId community = community();
        Content first = submit(community, comment("1", "ada", "hello"));
        List<Submission> outcomes = contents.submit(
                community,
                List.of(comment("1", "eve", "I was here"), comment("2", "eve", "hello"), comment("2", "bob", "mine")),
                Duration.ofMinutes(1));

        assertThat(outcomes.get(0)).isInstanceOf(Submission.Refused.class);
        assertThat(outcomes.get(1).created()).isTrue();
        assertThat(outcomes.get(2).created()).isFalse();
        assertThatThrownBy(() -> outcomes.get(2).content()).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.key()).isEqualTo(ProblemKey.ALREADY_EXISTS);
            assertThat(problem.pointer()).isEqualTo("/author/id");
        });
        assertThat(contents.find(community, first.id()).orElseThrow().content()).isEqualTo(first);
    }

    private static NewContent edit(
            @Nullable String text,
            @Nullable List<String> images,
            @Nullable ContentType type,
            @Nullable String url,
            @Nullable String parentText) {
        return new NewContent("1", new Author("ada", null), type, text, images, null, url, null, parentText);
    }
}
