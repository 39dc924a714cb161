package io.moderato.review.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.database.StoreTest;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.decision.store.AutomaticDecision;
import io.moderato.embedded.Statements;
import io.moderato.queue.store.DefaultQueues;
import io.moderato.queue.store.Queue;
import io.moderato.queue.store.Queues;
import io.moderato.report.store.Reports;
import io.moderato.review.opening.CaseFacts;
import io.moderato.review.opening.CaseRouting;
import io.moderato.review.opening.Priority;
import io.moderato.review.opening.PriorityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

/** Another routing and another priority rule need only a bean each. The work with cases needs only a few statements. */
@Import(QueueTest.SpamToItsOwnQueue.class)
class QueueTest extends StoreTest {
    private static final Statements STATEMENTS = new Statements();
    private static final Map<CommunityId, UUID> SPAM_QUEUES = new ConcurrentHashMap<>();

    @TestConfiguration
    static class SpamToItsOwnQueue {
        @Bean
        @Primary
        CaseRouting spamToItsOwnQueue(DefaultQueues queues) {
            return cases -> cases.stream().map(facts -> queue(facts, queues)).toList();
        }

        private static UUID queue(CaseFacts facts, DefaultQueues queues) {
            CommunityId community = facts.decision().community();
            UUID spam = SPAM_QUEUES.get(community);
            return facts.category() == Category.SPAM && spam != null
                    ? spam
                    : queues.of(List.of(community)).get(community);
        }

        @Bean
        @Order(50)
        PriorityRule byLength() {
            return facts -> facts.category() == Category.SPAM
                    ? Optional.of(new Priority.Part("Spam spreads", 4))
                    : Optional.empty();
        }

        @Bean
        static BeanPostProcessor heardStatements() {
            return new BeanPostProcessor() {
                @Override
                public @Nullable Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource source && name.equals("dataSource")
                            ? STATEMENTS.heard(source)
                            : bean;
                }
            };
        }
    }

    @Autowired
    Queues queues;

    @Autowired
    DefaultQueues defaults;

    @Autowired
    ReviewQueue queue;

    @Autowired
    ReviewCases cases;

    @Autowired
    Reports reports;

    @Autowired
    JdbcClient jdbc;

    @Test
    void givesEachCommunityOneQueueToBeginWith() {
        CommunityId community = community();
        community();
        Actor moderator = moderator(community);
        assertThat(queues.of(moderator))
                .extracting(Queue::community, Queue::name, Queue::isDefault)
                .containsExactly(tuple(community, "Review", true));
        decided(submit(community, comment("c", "a text")), Outcome.REVIEW, 0.6);
        assertThat(queue.list(moderator, QueueFilter.ALL, 0, 10))
                .extracting(entry -> entry.reviewCase().queue())
                .containsExactly(queues.of(moderator).getFirst().id());
        Actor user = loggedIn(account(Role.USER, community));
        assertThatThrownBy(() -> queues.of(user)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void routesWeighsAndFiltersAsTheBeansSay() {
        CommunityId community = community();
        UUID spam = spamQueue(community);
        decided(submit(community, comment("insult", "an insult")), Outcome.REVIEW, 0.6);
        Content reported = submit(community, comment("spam", "buy this"));
        decided(reported, Outcome.APPROVE, 0.9);
        reports.file(community, reported.id(), null, "reader", Category.SPAM, "It is an advert");
        Actor moderator = moderator(community);
        QueueFilter onlySpam = new QueueFilter(null, spam, null, null, false);
        QueueFilter others =
                new QueueFilter(null, defaults.of(List.of(community)).get(community), null, null, false);
        assertThat(queue.list(moderator, onlySpam, 0, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.reviewCase().content()).isEqualTo(reported.id());
            assertThat(entry.reviewCase().priority().parts()).contains(new Priority.Part("Spam spreads", 4));
        });
        assertThat(queue.list(moderator, others, 0, 10)).hasSize(1);
        assertThat(cases.claimNext(moderator, onlySpam, null).orElseThrow().content())
                .isEqualTo(reported.id());
        assertThat(cases.claimNext(moderator, onlySpam, null)).isEmpty();
    }

    @Test
    void goesToAnotherQueueWithWhatIsAddedToIt() {
        CommunityId community = community();
        UUID spam = spamQueue(community);
        Content content = submit(community, comment("c", "a text"));
        decided(content, Outcome.REVIEW, 0.6);
        Actor moderator = moderator(community);
        assertThat(queue.list(moderator, new QueueFilter(null, spam, null, null, false), 0, 10))
                .isEmpty();
        reports.file(community, content.id(), null, "reader", Category.SPAM, "It is an advert");
        assertThat(queue.list(moderator, new QueueFilter(null, spam, null, null, false), 0, 10))
                .hasSize(1);
    }

    @Test
    void opensTheCasesOfTwoRevisionsInOneBatch() {
        CommunityId community = community();
        Content first = submit(community, comment("edited", "a text"));
        Content second = submit(community, comment("edited", "another text"));
        decisions.recordAutomatic(List.of(
                new AutomaticDecision(first, result(Outcome.REVIEW, 0.6)),
                new AutomaticDecision(second, result(Outcome.REVIEW, 0.4))));
        assertThat(queue.list(moderator(community), QueueFilter.ALL, 0, 10))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.reviewCase().revision()).isEqualTo(2);
                    assertThat(entry.reviewCase().priority().points()).isEqualTo(10);
                });
    }

    @Test
    void needsAsManyStatementsForFiftyContentsAsForOne() {
        CommunityId community = community();
        List<AutomaticDecision> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            many.add(new AutomaticDecision(
                    submit(community, comment("many-" + i, "text " + i)), result(Outcome.REVIEW, 0.6)));
        }
        AutomaticDecision one =
                new AutomaticDecision(submit(community, comment("one", "one text")), result(Outcome.REVIEW, 0.6));
        List<String> forOne = statements(() -> decisions.recordAutomatic(List.of(one)));
        // the routing of this test asks once for each case; the shipped routing asks once for all
        assertThat(statements(() -> decisions.recordAutomatic(many)).stream()
                        .filter(sql -> !sql.contains("FROM review_queue")))
                .hasSizeLessThanOrEqualTo(forOne.size());
        Actor moderator = moderator(community);
        assertThat(statements(() -> {
                    queue.list(moderator, QueueFilter.ALL, 0, 50);
                    queue.counts(moderator);
                }))
                .hasSize(2);
    }

    @Test
    void decidesACaseWithAsManyStatementsHoweverMuchThereIsAboutIt() {
        CommunityId community = community();
        decided(submit(community, comment("plain", "a text")), Outcome.REVIEW, 0.3);
        List<String> plain = decide(moderator(community), 1);

        Content much = submit(community, comment("much", "a text"));
        decided(much, Outcome.REVIEW, 0.9);
        for (int i = 0; i < 20; i++) {
            reports.file(community, much.id(), null, "reader-" + i, null, "Report number " + i);
        }
        for (int i = 2; i <= 6; i++) {
            decided(submit(community, comment("much", "text number " + i)), Outcome.REVIEW, 0.9);
        }
        assertThat(plain).hasSizeLessThanOrEqualTo(30);
        assertThat(decide(moderator(community), 6)).hasSizeLessThanOrEqualTo(plain.size());
    }

    private List<String> decide(Actor moderator, int revision) {
        UUID claimed = cases.claimNext(moderator).orElseThrow().id();
        return statements(() -> cases.resolve(moderator, claimed, revision, ReviewCasesTest.REJECTED));
    }

    private UUID spamQueue(CommunityId community) {
        UUID id = UUID.randomUUID();
        jdbc.sql("INSERT INTO review_queue (id, community_id, name) VALUES (?, ?, 'Spam')")
                .params(id, community.value())
                .update();
        SPAM_QUEUES.put(community, id);
        return id;
    }

    private static List<String> statements(Runnable act) {
        STATEMENTS.forget();
        act.run();
        return STATEMENTS.by(Thread.currentThread().getName()::equals);
    }
}
