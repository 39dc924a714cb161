package io.moderato.decision.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.ContentStatus;
import io.moderato.database.StoreTest;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.Match;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Part;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.Unexamined;
import io.moderato.decision.UnexaminedReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class DecisionsTest extends StoreTest {
    @Autowired
    JdbcClient jdbc;

    @Test
    void keepsTheFirstAutomaticDecisionWhenARecordComesAgain() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "a"));
        Decision first = decided(content, Outcome.APPROVE, 1);
        List<Decision> again =
                decisions.recordAutomatic(List.of(new AutomaticDecision(content, result(Outcome.REJECT, 0.9))));

        assertThat(again).isEmpty();
        assertThat(decisions.history(content.id())).containsExactly(first);
        assertThat(decisions.automaticAbout(List.of(content))).containsExactly(first);
        var stored = contents.find(community, content.id()).orElseThrow();
        assertThat(stored.status()).isEqualTo(ContentStatus.DECIDED);
        assertThat(decisions.standing(stored)).contains(first);
    }

    @Test
    void keepsAllOfADecision() {
        Content content = submit(community(), comment("1", "you idiot"));
        ModerationResult result = new ModerationResult(
                Outcome.MODIFY,
                0.75,
                List.of(
                        new Reason("Masked, as \"rude\" {words}", Category.OBSCENE, "KeywordFilter"),
                        new Reason("also", null, "x")),
                new Scores(java.util.Map.of(Category.SPAM, 0.25)),
                "you •••••",
                List.of(new Match(4, 9, Category.OBSCENE, "Rude words")),
                List.of(
                        new Unexamined(Part.TEXT, UnexaminedReason.LANGUAGE_NOT_READ),
                        new Unexamined(Part.image(2), UnexaminedReason.NO_IMAGE_MODEL)),
                "de",
                new Provenance("KeywordFilter", "Rude words", List.of(), 3, 17L, true));
        decisions.recordAutomatic(List.of(new AutomaticDecision(content, result)));

        assertThat(decisions.history(content.id()).getFirst().result()).isEqualTo(result);
    }

    @Test
    void refusesToChangeOrDeleteADecision() {
        Decision decision = decided(submit(community(), comment("1", "a")), Outcome.APPROVE, 1);

        assertThatThrownBy(() -> jdbc.sql("UPDATE decision SET confidence = 0 WHERE id = ?")
                        .param(decision.id().value())
                        .update())
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> owner().sql("DELETE FROM decision WHERE id = ?")
                        .param(decision.id().value())
                        .update())
                .hasMessageContaining("append-only");
    }
}
