package io.moderato.feedback.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.Actor;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.database.StoreTest;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.review.store.Resolution;
import io.moderato.review.store.ReviewCases;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class StandingFeedbackTest extends StoreTest {
    @Autowired
    private FeedbackLog feedback;

    @Autowired
    private ReviewCases cases;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aLaterLabelOfTheSameSourceTakesThePlaceOfTheEarlier() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "a text"));
        decided(content, Outcome.REJECT, 0.9);

        give(community, content, Outcome.APPROVE);
        assertThat(feedback.rates(community)).isEqualTo(new ErrorRates(1, 0, 1, 1, 0, 0));
        give(community, content, Outcome.REJECT);

        assertThat(feedback.rates(community)).isEqualTo(new ErrorRates(1, 1, 1, 0, 0, 0));
        assertThat(labels(content, "true")).isEqualTo(2);
        assertThat(labels(content, "superseded_at IS NULL")).isEqualTo(1);
    }

    @Test
    void labelsOfTwoSourcesBothStandAndOneCounts() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "a text"));
        decided(content, Outcome.REVIEW, 0.6);
        give(community, content, Outcome.REJECT);
        Actor moderator = moderator(community);
        var mine = cases.claimNext(moderator).orElseThrow();
        cases.resolve(
                moderator, mine.id(), mine.revision(), new Resolution(Outcome.APPROVE, "Fine.", null, null, null));

        assertThat(labels(content, "superseded_at IS NULL")).isEqualTo(2);
        assertThat(feedback.rates(community).total()).isEqualTo(1);
    }

    @Test
    void oneLabelStandsHoweverManyComeAtOnce() throws Exception {
        CommunityId community = community();
        Content content = submit(community, comment("1", "a text"));
        decided(content, Outcome.REJECT, 0.9);
        try (var threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> given = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                given.add(threads.submit(() -> give(community, content, Outcome.APPROVE)));
            }
            for (Future<?> each : given) {
                each.get();
            }
        }
        assertThat(labels(content, "true")).isEqualTo(12);
        assertThat(labels(content, "superseded_at IS NULL")).isEqualTo(1);
    }

    private void give(CommunityId community, Content content, Outcome actual) {
        feedback.fromClient(community, content.id(), actual, Set.of(Category.INSULT), null, "key:k");
    }

    private int labels(Content content, String which) {
        return jdbc.sql("SELECT count(*) FROM feedback WHERE content_id = ? AND " + which)
                .param(content.id().value())
                .query(Integer.class)
                .single();
    }
}
