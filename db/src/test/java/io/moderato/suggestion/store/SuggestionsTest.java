package io.moderato.suggestion.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Actor;
import io.moderato.access.store.ApiKey;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Role;
import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.database.StoreTest;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.feedback.store.ErrorRates;
import io.moderato.feedback.store.FeedbackLog;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

/** Suggested scores wait for a moderator, and only what a moderator accepts is a label. */
class SuggestionsTest extends StoreTest {
    private static final String TEXT = "You are a clown.";

    @Autowired
    private ReceivedSuggestions received;

    @Autowired
    private Adjudications adjudications;

    @Autowired
    private OldSuggestions old;

    @Autowired
    private FeedbackLog feedback;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private SuggestionSettings settings;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void waitsWithAllThatAModeratorHasToSeeAndCountsForNothing() {
        CommunityId community = community();
        received.keep(
                key(community),
                new NewSuggestion(
                        TEXT,
                        "an article",
                        List.of(new SuggestedScore("TOXICITY", Category.TOXICITY, 1, 0.25)),
                        "en",
                        "model-1",
                        "Coral:https://example.org",
                        "comment:7"));
        Actor moderator = moderator(community);

        assertThat(adjudications.waiting(moderator)).isEqualTo(1);
        Suggestion waiting = only(moderator);
        assertThat(waiting.text()).isEqualTo(TEXT);
        assertThat(waiting.parentText()).isEqualTo("an article");
        assertThat(waiting.scores()).containsExactly(new SuggestedScore("TOXICITY", Category.TOXICITY, 1, 0.25));
        assertThat(waiting.language()).isEqualTo("en");
        assertThat(waiting.modelVersion()).isEqualTo("model-1");
        assertThat(waiting.clientCommunity()).isEqualTo("Coral:https://example.org");
        assertThat(waiting.clientToken()).isEqualTo("comment:7");
        assertThat(waiting.key()).isEqualTo("coral");
        assertThat(waiting.keyDecided()).isZero();
        assertThat(feedback.rates(community).total()).isZero();
        loggedIn(account(Role.ADMIN, community));
        assertThat(adjudications.labelled(community, null, 10)).isEmpty();
    }

    @Test
    void becomesALabelWhereAModeratorAcceptsIt() {
        CommunityId community = community();
        received.keep(
                key(community),
                suggestion(
                        TEXT,
                        null,
                        new SuggestedScore("TOXICITY", Category.TOXICITY, 1, null),
                        new SuggestedScore("THREAT", Category.THREAT, 0.9, null),
                        new SuggestedScore("INSULT", Category.INSULT, 0.2, null)));
        Actor moderator = moderator(community);
        accept(moderator, "TOXICITY", "INSULT");

        assertThat(adjudications.waiting(moderator)).isZero();
        loggedIn(account(Role.ADMIN, community));
        LabelledSuggestion labelled =
                adjudications.labelled(community, null, 10).getFirst();
        assertThat(labelled.text()).isEqualTo(TEXT);
        assertThat(labelled.labels()).isEqualTo(Map.of(Category.TOXICITY, 1.0, Category.INSULT, 0.2));
        assertThat(adjudications.labelled(community, labelled.id(), 10)).isEmpty();
        assertThat(audited(community)).containsExactly("suggestion.accept " + moderator.username());
        assertThat(jdbc.sql(
                                "SELECT detail->>'outcome' FROM event WHERE type = 'suggestion.decided' AND community_id = ?")
                        .param(community.value())
                        .query(String.class)
                        .list())
                .containsExactly("accepted");
    }

    @Test
    void becomesNothingWhereAModeratorRefusesIt() {
        CommunityId community = community();
        ApiKey key = key(community);
        received.keep(key, toxic(TEXT, 1));
        Actor moderator = moderator(community);
        Suggestion shown = only(moderator);
        adjudications.refuse(moderator, shown.id(), shown.givenAt());
        received.keep(key, toxic("Another clown.", 1));

        assertThat(only(moderator).keyDecided()).isEqualTo(1);
        assertThat(only(moderator).keyAccepted()).isZero();
        assertThat(audited(community)).containsExactly("suggestion.refuse " + moderator.username());
        loggedIn(account(Role.ADMIN, community));
        assertThat(adjudications.labelled(community, null, 10)).isEmpty();
    }

    @Test
    void correctsTheDecisionAboutTheContentThatTheClientNames() {
        CommunityId community = community();
        Content approved = submit(community, comment("comment:1", TEXT));
        decided(approved, Outcome.APPROVE, 0.9);
        Content rejected = submit(community, comment("comment:2", "You are fine."));
        decided(rejected, Outcome.REJECT, 0.9);
        ApiKey key = key(community);
        received.keep(key, suggestion(TEXT, "comment:1", new SuggestedScore("INSULT", Category.INSULT, 1, null)));
        received.keep(
                key, suggestion("You are fine.", "comment:2", new SuggestedScore("INSULT", Category.INSULT, 0, null)));
        Actor moderator = moderator(community);
        accept(moderator, "INSULT");
        accept(moderator, "INSULT");

        ErrorRates rates = feedback.rates(community);
        assertThat(rates.approvedWrongly()).isEqualTo(1);
        assertThat(rates.rejectedWrongly()).isEqualTo(1);
        assertThat(jdbc.sql("SELECT DISTINCT source FROM feedback WHERE community_id = ?")
                        .param(community.value())
                        .query(String.class)
                        .list())
                .containsExactly("SUGGESTION");
    }

    @Test
    void saysNothingAboutADecisionThatTheLabelsDoNotSettle() {
        CommunityId community = community();
        decided(submit(community, comment("comment:1", "edited since")), Outcome.APPROVE, 0.9);
        decided(submit(community, comment("comment:2", "You are fine.")), Outcome.REJECT, 0.9);
        decided(submit(community, comment("comment:3", "Good day.")), Outcome.APPROVE, 0.9);
        ApiKey key = key(community);
        received.keep(key, suggestion(TEXT, "comment:1", new SuggestedScore("INSULT", Category.INSULT, 1, null)));
        // it was rejected as an insult, and may be one without being a threat
        received.keep(
                key, suggestion("You are fine.", "comment:2", new SuggestedScore("THREAT", Category.THREAT, 0, null)));
        received.keep(
                key, suggestion("Good day.", "comment:3", new SuggestedScore("INSULT", Category.INSULT, 0, null)));
        Actor moderator = moderator(community);
        accept(moderator, "INSULT");
        accept(moderator, "THREAT");
        accept(moderator, "INSULT");

        assertThat(feedback.rates(community).total()).isZero();
        loggedIn(account(Role.ADMIN, community));
        assertThat(adjudications.labelled(community, null, 10)).hasSize(3);
    }

    @Test
    void waitsOnceForEachTextOfAKeyWithItsNewestScores() {
        CommunityId community = community();
        ApiKey key = key(community);
        received.keep(key, toxic(TEXT, 1));
        Actor moderator = moderator(community);
        Suggestion first = only(moderator);
        received.keep(key, toxic(TEXT, 0));

        assertThat(only(moderator).scores().getFirst().suggested()).isZero();
        refused(
                ProblemKey.CHANGED_MEANWHILE,
                () -> adjudications.accept(moderator, first.id(), first.givenAt(), Set.of("TOXICITY")));
        accept(moderator, "TOXICITY");
        received.keep(key, toxic(TEXT, 1));
        assertThat(adjudications.waiting(moderator)).isEqualTo(1);
    }

    @Test
    void keepsOnlySoManyOfAKeyWaitingHoweverManyComeAtOnce() throws Exception {
        CommunityId community = community();
        ApiKey key = key(community);
        leaveRoomFor(3, key);
        int calls = 8;
        CyclicBarrier together = new CyclicBarrier(calls);
        try (var threads = Executors.newFixedThreadPool(calls)) {
            List<Callable<Boolean>> all = java.util.stream.IntStream.range(0, calls)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        together.await();
                        try {
                            received.keep(key, toxic("Text " + i, 1));
                            return true;
                        } catch (ProblemException full) {
                            assertThat(full.key()).isEqualTo(ProblemKey.RATE_LIMITED);
                            return false;
                        }
                    })
                    .toList();
            int kept = 0;
            for (var outcome : threads.invokeAll(all)) {
                kept += outcome.get() ? 1 : 0;
            }
            assertThat(kept).isEqualTo(3);
        }
        received.keep(key(community), toxic("Text of another key", 1));
        Actor moderator = moderator(community);
        assertThat(adjudications.waiting(moderator)).isEqualTo(settings.mostWaiting() + 1);
        acceptToxicityOf(moderator, "filler 1");
        received.keep(key, toxic("There is room again", 1));
    }

    @Test
    void isDecidedOnceAndByModeratorsOfItsCommunityAlone() {
        CommunityId community = community();
        received.keep(key(community), toxic(TEXT, 1));
        Actor colleague = account(Role.MODERATOR, community);
        Actor moderator = moderator(community);
        Suggestion shown = only(moderator);
        refused(
                ProblemKey.INVALID_FIELD,
                () -> adjudications.accept(moderator, shown.id(), shown.givenAt(), Set.of("SPAM")));
        Actor stranger = moderator(community());
        assertThat(adjudications.waiting(stranger)).isZero();
        assertThat(adjudications.waiting(stranger, 10)).isEmpty();
        refused(ProblemKey.NOT_FOUND, () -> adjudications.refuse(stranger, shown.id(), shown.givenAt()));
        Actor author = loggedIn(account(Role.USER, community));
        assertThatThrownBy(() -> adjudications.waiting(author, 10)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> adjudications.refuse(author, shown.id(), shown.givenAt()))
                .isInstanceOf(AccessDeniedException.class);
        // nobody acts in another's name
        assertThatThrownBy(() -> adjudications.refuse(moderator, shown.id(), shown.givenAt()))
                .isInstanceOf(AccessDeniedException.class);
        loggedIn(moderator);
        assertThatThrownBy(() -> adjudications.labelled(community, null, 10)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> old.erase(moderator, community, Instant.now()))
                .isInstanceOf(AccessDeniedException.class);
        accept(moderator, "TOXICITY");
        loggedIn(colleague);
        refused(ProblemKey.WRONG_STATE, () -> adjudications.refuse(colleague, shown.id(), shown.givenAt()));
    }

    @Test
    void isDeletedWithItsTextWhenItsTimeIsOver() {
        CommunityId community = community();
        ApiKey key = key(community);
        received.keep(key, toxic("waiting, old", 1));
        received.keep(key, toxic("accepted, as old", 1));
        received.keep(key, toxic("waiting, new", 1));
        acceptToxicityOf(moderator(community), "accepted, as old");
        age(community, "waiting, old", Duration.ofDays(91));
        age(community, "accepted, as old", Duration.ofDays(91));
        old.deleteWhatIsOver();
        assertThat(texts(community)).containsExactlyInAnyOrder("accepted, as old", "waiting, new");

        age(community, "accepted, as old", Duration.ofDays(731));
        old.deleteWhatIsOver();
        assertThat(texts(community)).containsExactly("waiting, new");
    }

    @Test
    void isErasedByAnAdminForACommunityUpToATime() {
        CommunityId community = community();
        CommunityId other = community();
        received.keep(key(community), toxic("old", 1));
        received.keep(key(community), toxic("new", 1));
        received.keep(key(other), toxic("old", 1));
        age(community, "old", Duration.ofDays(10));
        age(other, "old", Duration.ofDays(10));
        Actor admin = loggedIn(account(Role.ADMIN, community));

        assertThat(old.erase(admin, community, Instant.now().minus(Duration.ofDays(1))))
                .isEqualTo(1);
        assertThat(texts(community)).containsExactly("new");
        assertThat(texts(other)).containsExactly("old");
        assertThat(audited(community)).containsExactly("suggestions.erase " + admin.username());
    }

    /** Lets as many suggestions of the key wait as may, but for so many. */
    private void leaveRoomFor(int rest, ApiKey key) {
        jdbc.sql("""
                        INSERT INTO suggestion (id, community_id, api_key_id, text, scores, given_at)
                        SELECT gen_random_uuid(), ?, ?, 'filler ' || n,
                               '[{"attribute":"TOXICITY","category":"toxicity","suggested":1,"ours":null}]', now() - interval '1 hour' + n * interval '1 ms'
                        FROM generate_series(1, ?) AS n
                        """)
                .params(key.community().value(), key.id(), settings.mostWaiting() - rest)
                .update();
    }

    private ApiKey key(CommunityId community) {
        String secret = "a secret " + UUID.randomUUID();
        keys.bootstrap(community, "coral", Set.of(Scope.SUGGEST), 100, secret);
        return keys.authenticate(secret).orElseThrow();
    }

    private static NewSuggestion toxic(String text, double score) {
        return suggestion(text, null, new SuggestedScore("TOXICITY", Category.TOXICITY, score, 0.5));
    }

    private static NewSuggestion suggestion(String text, @Nullable String token, SuggestedScore... scores) {
        return new NewSuggestion(text, null, List.of(scores), "en", "model-1", null, token);
    }

    private Suggestion only(Actor moderator) {
        return adjudications.waiting(moderator, 10).getFirst();
    }

    private void accept(Actor moderator, String... attributes) {
        Suggestion shown = only(moderator);
        adjudications.accept(moderator, shown.id(), shown.givenAt(), Set.of(attributes));
    }

    private void acceptToxicityOf(Actor moderator, String text) {
        Suggestion shown = adjudications.waiting(moderator, 10).stream()
                .filter(each -> each.text().equals(text))
                .findFirst()
                .orElseThrow();
        adjudications.accept(moderator, shown.id(), shown.givenAt(), Set.of("TOXICITY"));
    }

    private void age(CommunityId community, String text, Duration age) {
        jdbc.sql(
                        "UPDATE suggestion SET given_at = now() - make_interval(secs => ?) WHERE community_id = ? AND text = ?")
                .params((double) age.toSeconds(), community.value(), text)
                .update();
    }

    private List<String> texts(CommunityId community) {
        return jdbc.sql("SELECT text FROM suggestion WHERE community_id = ?")
                .param(community.value())
                .query(String.class)
                .list();
    }

    private List<String> audited(CommunityId community) {
        return jdbc.sql("""
                        SELECT action || ' ' || actor FROM audit_event
                        WHERE community_id = ? AND action LIKE 'suggestion%' ORDER BY id
                        """).param(community.value()).query(String.class).list();
    }

    private static void refused(ProblemKey key, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(key));
    }
}
