package io.moderato.erasure.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.moderato.access.store.Actor;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Role;
import io.moderato.access.store.Scope;
import io.moderato.appeal.store.Appeals;
import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentType;
import io.moderato.content.store.NewContent;
import io.moderato.content.store.Submission;
import io.moderato.contenttype.TypeSchema;
import io.moderato.contenttype.TypedFields;
import io.moderato.contenttype.store.ContentTypes;
import io.moderato.database.StoreTest;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.Outcome;
import io.moderato.decision.store.AutomaticDecision;
import io.moderato.decision.store.FeedCursor;
import io.moderato.delivery.store.DeadLetter;
import io.moderato.delivery.store.DeadLetters;
import io.moderato.feedback.store.FeedbackLog;
import io.moderato.idempotency.store.Begun;
import io.moderato.idempotency.store.IdempotencyKeys;
import io.moderato.idempotency.store.KeptAnswer;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.report.store.Reports;
import io.moderato.review.store.Resolution;
import io.moderato.review.store.ReviewCases;
import io.moderato.suggestion.store.NewSuggestion;
import io.moderato.suggestion.store.ReceivedSuggestions;
import io.moderato.suggestion.store.SuggestedScore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people wrote carries a word that stands nowhere else, and after the erasure that word is nowhere in the database. */
class ErasureTest extends StoreTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Erasures erasures;

    @Autowired
    private ErasureWork work;

    @Autowired
    private ErasureSteps steps;

    @Autowired
    private Reports reports;

    @Autowired
    private Appeals appeals;

    @Autowired
    private FeedbackLog feedback;

    @Autowired
    private ReviewCases cases;

    @Autowired
    private DeadLetters deadLetters;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private IdempotencyKeys calls;

    @Autowired
    private ReceivedSuggestions suggestions;

    @Autowired
    private ContentTypes types;

    @Test
    void leavesNoWordOfAContent() {
        CommunityId community = community();
        String word = word();
        Content content = everything(community, word);
        assertThat(tablesWith(word))
                .contains(
                        "content",
                        "decision",
                        "report",
                        "appeal",
                        "feedback",
                        "restriction",
                        "dead_letter",
                        "pending_decision",
                        "suggestion");
        List<DecisionId> before = ids(community);

        erase(community, content);

        assertThat(tablesWith(word)).isEmpty();
        assertThat(keptAnswers(content)).isZero();
        assertThat(ids(community)).isEqualTo(before);
        assertThat(decisions.history(content.id()))
                .extracting(decision -> decision.result().outcome())
                .containsExactly(Outcome.REVIEW, Outcome.MODIFY, Outcome.REVIEW);
        assertThat(decisions.history(content.id()).getFirst().result().scores().of(Category.INSULT))
                .hasValue(0.6);
        assertThat(feed.after(community, FeedCursor.START, 10)
                        .entries()
                        .getFirst()
                        .externalId())
                .isEqualTo("e-1");
        assertThat(open(content)).isZero();
        assertThat(jdbc.sql("SELECT string_agg(DISTINCT state, ' ') FROM appeal WHERE content_id = ?")
                        .param(content.id().value())
                        .query(String.class)
                        .single())
                .isEqualTo("ERASED");
        assertThat(jdbc.sql("SELECT detail::text FROM event WHERE content_id = ? AND type = 'content.erased'")
                        .param(content.id().value())
                        .query(String.class)
                        .single())
                .isEqualTo("{}");
    }

    @Test
    void takesNothingMoreAboutAnErasedContent() {
        CommunityId community = community();
        Content content = submit(community, comment("e-1", "some words"));
        decided(content, Outcome.REJECT, 0.9);
        erase(community, content);

        refusesAsErased(() -> erasures.wantErased(community, content.id(), "key:k"));
        refusesAsErased(() -> contents.require(community, content.id()));
        refusesAsErased(() -> reports.file(community, content.id(), null, "r", null, "why"));
        refusesAsErased(() -> appeals.lodge(community, content.id(), "author", "why"));
        refusesAsErased(() -> feedback.fromClient(community, content.id(), Outcome.APPROVE, Set.of(), null, "key:k"));
        refusesAsErased(() -> submit(community, comment("e-1", "some words")));
        refusesAsErased(() -> submit(community, comment("e-1", "other words")));
        assertThat(contents.find(community, content.id())).isEmpty();
        assertThat(contents.byExternalId(community, "e-1")).isEmpty();
        assertThat(contents.byAuthor(community, "author", 10)).isEmpty();
    }

    @Test
    void decidesAndSendsNothingThatWaitedWhenItWasErased() {
        CommunityId community = community();
        Content waiting = submit(community, comment("e-1", "some words"));
        Content other = submit(community, comment("e-2", "some words"));
        erase(community, waiting);
        jdbc.sql("UPDATE content SET resend_at = now() - interval '1 second' WHERE id = ?")
                .param(other.id().value())
                .update();

        List<Decision> recorded = decisions.recordAutomatic(List.of(
                new AutomaticDecision(waiting, result(Outcome.REVIEW, 0.6)),
                new AutomaticDecision(other, result(Outcome.APPROVE, 0.9))));
        deadLetters.keep(letter(waiting.id().value(), null, "some words"));
        deadLetters.keep(letter(null, waiting.id().toString(), "some words"));

        assertThat(recorded).extracting(Decision::content).containsExactly(other.id());
        assertThat(decisions.history(waiting.id())).isEmpty();
        assertThat(open(waiting)).isZero();
        assertThat(jdbc.sql("SELECT count(*) FROM dead_letter WHERE payload = 'some words'")
                        .query(Integer.class)
                        .single())
                .isZero();
        contents.dueForResend(List.of(waiting.id()));
        assertThat(contents.takeDueForResend(1000, LONG))
                .extracting(due -> due.content().id())
                .doesNotContain(waiting.id());
    }

    @Test
    void changesOfADecisionTheWordsOnlyAndOnlyWhenItsContentIsErased() {
        CommunityId community = community();
        Decision kept = decided(submit(community, comment("e-1", "words")), Outcome.REJECT, 0.9);
        Content gone = submit(community, comment("e-2", "words"));
        Decision erased = decided(gone, Outcome.REJECT, 0.9);
        erase(community, gone);

        for (String change : List.of("outcome = 'APPROVE'", "confidence = 0", "note = 'x'", "tx = '3'")) {
            assertThatThrownBy(() -> update(erased, change)).hasMessageContaining("append-only");
        }
        assertThatThrownBy(() -> update(kept, "matches = '[]', reasons = '[{\"text\": \"Erased\"}]'"))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> owner().sql("DELETE FROM decision WHERE id = ?")
                        .param(erased.id().value())
                        .update())
                .hasMessageContaining("append-only");
    }

    @Test
    void erasesAnAuthorInStepsAndGoesOnAfterACrash() {
        CommunityId community = community();
        CommunityId elsewhere = community();
        String word = word();
        List<NewContent> many = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            many.add(comment("many-" + i, "ada", word + " " + i));
        }
        contents.submit(community, many, LONG);
        Content others = submit(community, comment("o", "bob", "by somebody else"));
        Content same = submit(elsewhere, comment("s", "ada", "in another community"));
        decided(others, Outcome.APPROVE, 0.9);
        reports.file(community, others.id(), null, "ada", null, word);
        reports.file(community, others.id(), null, "eve", null, "by somebody else");

        UUID id = erasures.wantErased(community, "ada", "key:k").id();
        assertThat(erasures.wantErased(community, "ada", "key:k").id()).isEqualTo(id);
        steps.next(id, true);
        assertThat(words(community)).isEqualTo(700 + 1);
        // whoever began is gone; another process finds the wish
        assertThat(erasures.find(community, id).orElseThrow().isDone()).isFalse();
        assertThat(steps.toDo(100, List.of())).contains(id);
        work.goOn(id, LONG);

        Erasure done = erasures.find(community, id).orElseThrow();
        assertThat(done.isDone()).isTrue();
        assertThat(done.contents()).isEqualTo(1200);
        assertThat(tablesWith(word)).isEmpty();
        assertThat(contents.byAuthor(community, "ada", 10)).isEmpty();
        assertThat(contents.find(community, others.id()).orElseThrow().content().text())
                .isEqualTo("by somebody else");
        assertThat(reports.about(others.id()))
                .extracting(report -> report.reason())
                .contains("by somebody else", "");
        assertThat(reports.about(others.id()))
                .extracting(report -> report.reporterId())
                .contains("eve")
                .doesNotContain("ada");
        assertThat(contents.find(elsewhere, same.id())).isPresent();
        assertThat(erasures.find(elsewhere, id)).isEmpty();
        assertThat(jdbc.sql("SELECT count(*) FROM erasure WHERE author_id IS NOT NULL AND id = ?")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("SELECT string_agg(action, ' ' ORDER BY id) FROM audit_event WHERE subject = ?")
                        .param(id.toString())
                        .query(String.class)
                        .single())
                .isEqualTo("author.erase author.erased");
        // what the author posts afterwards is kept
        assertThat(submit(community, comment("again", "ada", "new words")).revision())
                .isEqualTo(1);
    }

    @Test
    void asksAgainWhileAParticipantHasMoreThanOneStepTakes() {
        CommunityId community = community();
        String word = word();
        Content content = submit(community, comment("e-1", "text"));
        jdbc.sql("""
                        INSERT INTO report (id, community_id, content_id, revision, reporter_id, reason)
                        SELECT gen_random_uuid(), ?, ?, 1, 'r' || i, ? FROM generate_series(1, 4500) AS i
                        """).params(community.value(), content.id().value(), word).update();

        erase(community, content);

        assertThat(tablesWith(word)).isEmpty();
    }

    @Test
    void losesNoWordThatComesWhileItIsErased() throws Exception {
        CommunityId community = community();
        String word = word();
        List<NewContent> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(comment("race-" + i, "ada", word + " " + i));
        }
        List<Content> posted = contents.submit(community, many, LONG).stream()
                .map(Submission::content)
                .toList();
        UUID id = erasures.wantErased(community, "ada", "key:k").id();
        AtomicBoolean erasing = new AtomicBoolean(true);
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> running = new ArrayList<>();
            running.add(threads.submit(() -> posted.forEach(each -> unlessErased(() ->
                    decisions.recordAutomatic(List.of(new AutomaticDecision(each, result(Outcome.REVIEW, 0.6))))))));
            running.add(threads.submit(() -> posted.forEach(each -> unlessErased(
                    () -> reports.file(community, each.id(), null, "eve", Category.INSULT, word + " reported")))));
            running.add(threads.submit(() -> posted.reversed()
                    .forEach(each -> unlessErased(
                            () -> submit(community, comment(each.externalId(), "ada", word + " edited"))))));
            running.add(threads.submit(() -> {
                work.goOn(id, LONG);
                erasing.set(false);
            }));
            for (Future<?> each : running) {
                each.get();
            }
        }
        assertThat(erasing).isFalse();
        // an edit may have come between two steps; the erasure is done only when none is left
        assertThat(erasures.find(community, id).orElseThrow().isDone()).isTrue();
        assertThat(tablesWith(word)).isEmpty();
        assertThat(jdbc.sql("SELECT count(*) FROM review_case WHERE community_id = ? AND state <> 'RESOLVED'")
                        .param(community.value())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void emptiesTheFieldsOfEveryRevision() {
        CommunityId community = community();
        String word = word();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        ContentType type = new ContentType("listing");
        types.create(
                admin,
                community,
                type,
                "Listing",
                TypeSchema.parse(
                        "{\"type\": \"object\", \"properties\": {\"title\": {\"type\": \"string\", \"x-moderato\": \"text\"}, \"note\": {\"type\": \"string\"}}}"));
        Content content = submit(community, listing(type, "1 " + word));
        submit(community, listing(type, "2 " + word));
        assertThat(tablesWith(word)).containsExactly("content");

        erase(community, content);

        assertThat(tablesWith(word)).isEmpty();
        types.remove(admin, community, type, 0);
        assertThat(types.of(community)).isEmpty();
    }

    private static NewContent listing(ContentType type, String note) {
        return new NewContent(
                "listing-1",
                new Author("ada", null),
                type,
                "A bike",
                List.of(),
                null,
                null,
                null,
                null,
                null,
                new TypedFields(1, "{\"title\": \"A bike\", \"note\": \"%s\"}".formatted(note)));
    }

    private static void unlessErased(Runnable act) {
        try {
            act.run();
        } catch (ProblemException refused) {
            assertThat(refused.key()).isIn(ProblemKey.ERASED, ProblemKey.WRONG_STATE);
        }
    }

    /** A content about which everybody has written something. */
    private Content everything(CommunityId community, String word) {
        Content content = submit(
                community,
                new NewContent(
                        "e-1",
                        new Author("author-" + word, "name " + word),
                        ContentType.COMMENT,
                        "text " + word,
                        List.of("https://example.org/" + word),
                        null,
                        "https://example.org/" + word,
                        Instant.now(),
                        "parent " + word));
        Content first = content;
        decided(first, Outcome.REVIEW, 0.6);
        reports.file(community, content.id(), null, "reporter-" + word, Category.INSULT, "reason " + word);
        Actor moderator = moderator(community);
        resolve(
                moderator,
                new Resolution(Outcome.MODIFY, "reason " + word, Category.INSULT, "note " + word, "masked " + word));
        appeals.lodge(community, content.id(), "author-" + word, "appeal " + word);
        feedback.fromClient(community, content.id(), Outcome.APPROVE, Set.of(), "note " + word, "key:k");
        // the edit that is not decided yet
        Content second = submit(
                community,
                new NewContent(
                        "e-1",
                        new Author("author-" + word, null),
                        null,
                        "edited " + word,
                        null,
                        null,
                        null,
                        null,
                        null));
        assertThat(second.revision()).isEqualTo(2);
        decided(second, Outcome.APPROVE, 0.9);
        deadLetters.keep(letter(content.id().value(), null, "payload " + word));
        deadLetters.keep(letter(null, content.id().toString(), "payload " + word));
        keepAnswer(community, content, word);
        suggest(community, word);
        UUID caseId = jdbc.sql("SELECT id FROM review_case WHERE content_id = ? AND state <> 'RESOLVED'")
                .param(content.id().value())
                .query(UUID.class)
                .single();
        jdbc.sql("""
                        INSERT INTO pending_decision (case_id, content_id, revision, moderator, outcome, reason, note, standing,
                                                      newest_revision, reports, appeals, final_at)
                        SELECT ?, c.id, c.revision, ?, 'APPROVE', ?, ?, c.standing_decision, 2, 1, 1, now() + interval '1 hour'
                        FROM content c WHERE c.id = ? AND c.revision = 1
                        """)
                .params(
                        caseId,
                        moderator.id(),
                        "reason " + word,
                        "note " + word,
                        content.id().value())
                .update();
        return content;
    }

    private void resolve(Actor moderator, Resolution resolution) {
        var mine = cases.claimNext(moderator).orElseThrow();
        cases.resolve(moderator, mine.id(), mine.revision(), resolution);
    }

    private void suggest(CommunityId community, String word) {
        String secret = "secret-" + UUID.randomUUID();
        keys.bootstrap(community, "suggesting", Set.of(Scope.SUGGEST), 10, secret);
        suggestions.keep(
                keys.authenticate(secret).orElseThrow(),
                new NewSuggestion(
                        "text " + word,
                        "parent " + word,
                        List.of(new SuggestedScore("INSULT", Category.INSULT, 0, null)),
                        null,
                        null,
                        null,
                        "e-1"));
    }

    private void keepAnswer(CommunityId community, Content content, String word) {
        String secret = "secret-" + UUID.randomUUID();
        keys.bootstrap(community, "k", Set.of(Scope.MODERATE), 10, secret);
        UUID key = keys.authenticate(secret).orElseThrow().id();
        Begun.First first = (Begun.First) calls.begin(key, "k-1", new byte[32]);
        calls.finish(
                first.claim(),
                key,
                "k-1",
                new KeptAnswer(200, Map.of(), word.getBytes(StandardCharsets.UTF_8)),
                Set.of(content.id()));
    }

    /** Answers are kept compressed, where no search finds a word. */
    private int keptAnswers(Content content) {
        return jdbc.sql("SELECT count(*) FROM idempotency_key WHERE ? = ANY (contents) AND body IS NOT NULL")
                .param(content.id().value())
                .query(Integer.class)
                .single();
    }

    private static DeadLetter letter(@Nullable UUID content, @Nullable String key, String payload) {
        return new DeadLetter(
                UUID.randomUUID(),
                "content.submitted",
                0,
                Math.abs(UUID.randomUUID().getMostSignificantBits() >> 8),
                key,
                payload,
                content,
                content == null ? null : 1,
                "failed",
                Instant.now(),
                null,
                null,
                null);
    }

    private void erase(CommunityId community, Content content) {
        UUID id = erasures.wantErased(community, content.id(), "key:k");
        work.goOn(id, LONG);
        assertThat(erasures.find(community, id).orElseThrow().isDone()).isTrue();
    }

    private static String word() {
        return "w" + UUID.randomUUID().toString().replace("-", "");
    }

    /** Every table in which the word stands anywhere. */
    private List<String> tablesWith(String word) {
        List<String> tables = jdbc.sql("""
                        SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
                        """).query(String.class).list();
        return tables.stream()
                // the services read partitions only by their table
                .filter(table -> owner().sql("SELECT EXISTS (SELECT FROM %s t WHERE t::text LIKE ?)".formatted(table))
                        .param("%" + word + "%")
                        .query(Boolean.class)
                        .single())
                .toList();
    }

    private List<DecisionId> ids(CommunityId community) {
        int count = jdbc.sql("SELECT count(*) FROM decision WHERE community_id = ?")
                .param(community.value())
                .query(Integer.class)
                .single();
        return await().atMost(PATIENCE)
                .until(
                        () -> feed.after(community, FeedCursor.START, 100).entries().stream()
                                .map(entry -> entry.decision().id())
                                .toList(),
                        read -> read.size() == count);
    }

    private int open(Content content) {
        return jdbc.sql("SELECT count(*) FROM review_case WHERE content_id = ? AND state <> 'RESOLVED'")
                .param(content.id().value())
                .query(Integer.class)
                .single();
    }

    private int words(CommunityId community) {
        return jdbc.sql("SELECT count(*) FROM content WHERE community_id = ? AND text <> ''")
                .param(community.value())
                .query(Integer.class)
                .single();
    }

    private void update(Decision decision, String change) {
        jdbc.sql("UPDATE decision SET " + change + " WHERE id = ?")
                .param(decision.id().value())
                .update();
    }

    private static void refusesAsErased(org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.key()).isEqualTo(ProblemKey.ERASED));
    }
}
