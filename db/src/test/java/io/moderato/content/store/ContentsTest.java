package io.moderato.content.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentType;
import io.moderato.database.StoreTest;
import io.moderato.decision.Outcome;
import io.moderato.trace.TraceParent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ContentsTest extends StoreTest {
    @Test
    void givesTheSameAnswerForTheSameText() {
        CommunityId community = community();
        Submission first = contents.submit(community, List.of(comment("1", "hello")), Duration.ofMinutes(1))
                .getFirst();
        Submission again = contents.submit(community, List.of(comment("1", "hello")), Duration.ofMinutes(1))
                .getFirst();

        assertThat(first.created()).isTrue();
        assertThat(again.created()).isFalse();
        assertThat(again.content()).isEqualTo(first.content());
    }

    @Test
    void makesANewTextTheNextRevision() {
        CommunityId community = community();
        Content first = submit(community, comment("1", "hello"));
        Content edited = submit(community, comment("1", "hello there"));

        assertThat(edited.id()).isEqualTo(first.id());
        assertThat(edited.revision()).isEqualTo(2);
        assertThat(contents.find(community, first.id()).orElseThrow().content().text())
                .isEqualTo("hello there");
    }

    @Test
    void treatsRepetitionsWithinABatchLikeThoseInSequence() {
        List<Submission> stored = contents.submit(
                community(),
                List.of(comment("1", "a"), comment("1", "a"), comment("1", "b"), comment("2", "a")),
                Duration.ofMinutes(1));

        assertThat(stored).extracting(each -> each.content().revision()).containsExactly(1, 1, 2, 1);
        assertThat(stored).extracting(Submission::created).containsExactly(true, false, true, true);
    }

    @Test
    void keepsOneContentWhenManySubmitTheSameAtOnce() throws Exception {
        CommunityId community = community();
        List<Callable<Submission>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(() -> contents.submit(community, List.of(comment("same", "text")), Duration.ofMinutes(1))
                    .getFirst());
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Content> seen = new ArrayList<>();
            int created = 0;
            for (Future<Submission> call : threads.invokeAll(calls)) {
                seen.add(call.get().content());
                created += call.get().created() ? 1 : 0;
            }
            assertThat(seen)
                    .extracting(Content::id)
                    .containsOnly(seen.getFirst().id());
            assertThat(created).isEqualTo(1);
        }
    }

    @Test
    void keepsEveryFieldAsSubmitted() {
        CommunityId community = community();
        NewContent item = new NewContent(
                "ext",
                new Author("a-1", "Ada \"{}\" 💜"),
                ContentType.REVIEW,
                "quote \" backslash \\ brace } comma , NULL 😀",
                List.of("https://example.org/1.png", "https://example.org/a,b\".png"),
                "pt-BR",
                "https://example.org/x",
                java.time.Instant.parse("2026-01-02T03:04:05Z"),
                "parent, text");
        Content stored = contents.find(community, submit(community, item).id())
                .orElseThrow()
                .content();

        assertThat(new NewContent(
                        stored.externalId(),
                        stored.author(),
                        stored.type(),
                        stored.text(),
                        stored.images(),
                        stored.language(),
                        stored.url(),
                        stored.createdAt(),
                        stored.parentText()))
                .isEqualTo(item);
    }

    @Test
    void isDueForResendOnlyWhileQueuedAndOnlyOnce() {
        CommunityId community = community();
        Content waiting = contents.submit(community, List.of(comment("1", "a")), Duration.ZERO)
                .getFirst()
                .content();
        Content decided = contents.submit(community, List.of(comment("2", "b")), Duration.ZERO)
                .getFirst()
                .content();
        decided(decided, Outcome.APPROVE, 1);

        assertThat(dueForResend()).contains(waiting).doesNotContain(decided);
        assertThat(dueForResend()).doesNotContain(waiting);
    }

    @Test
    void isDueForResendBeforeItsTimeIfToldSo() {
        CommunityId community = community();
        List<Submission> stored = contents.submit(
                community, List.of(comment("1", "a"), comment("2", "b"), comment("3", "c")), Duration.ofHours(1));
        Content missed = stored.get(0).content();
        Content onItsWay = stored.get(1).content();
        Content decided = stored.get(2).content();
        decided(decided, Outcome.APPROVE, 1);

        contents.dueForResend(List.of(missed.id(), decided.id()));

        assertThat(dueForResend()).contains(missed).doesNotContain(onItsWay, decided);
    }

    @Test
    void keepsTheTraceOfTheRequestThatBroughtARevision() {
        CommunityId community = community();
        TraceParent first = new TraceParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
        Content content = contents.submit(community, List.of(comment("1", "a")), Duration.ZERO, first)
                .getFirst()
                .content();
        contents.submit(community, List.of(comment("1", "b")), Duration.ZERO);

        assertThat(contents.takeDueForResend(1000, Duration.ofMinutes(5)).stream()
                        .filter(due -> due.content().id().equals(content.id())))
                .extracting(due -> due.content().revision(), DueRevision::trace)
                .containsExactlyInAnyOrder(tuple(1, first), tuple(2, null));
    }

    private List<Content> dueForResend() {
        return contents.takeDueForResend(1000, Duration.ofMinutes(5)).stream()
                .map(DueRevision::content)
                .toList();
    }
}
