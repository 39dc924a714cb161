package io.moderato.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.LabelledText.Label;
import io.moderato.model.scorecard.Figure;
import io.moderato.model.scorecard.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeadlinesTest {
    private static final int MESSAGES = 100;

    private static final double[] SCORES = new double[MESSAGES];
    private static final boolean[] SPAM = new boolean[MESSAGES];

    static {
        // nine spam messages score .90 to .99, in nine different tenths; ninety-one others score .00 to .29
        for (int i = 0; i < MESSAGES; i++) {
            SPAM[i] = i % 11 == 3;
            SCORES[i] = SPAM[i] ? 0.9 + i / 1000.0 : i % 30 / 100.0;
        }
    }

    private static @Nullable Double spamF1(double[] scores, boolean[] spam) {
        List<LabelledText> rows = new ArrayList<>();
        List<Scores> scored = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            rows.add(new LabelledText(
                    "sms_spam", "message " + i, Map.of(Category.SPAM, new Label(spam[i] ? 1 : 0, 1))));
            scored.add(new Scores(Map.of(Category.SPAM, scores[i])));
        }
        return Headlines.of(rows, scored, new FunctionTest.Result(List.of(), List.of(), List.of(), null, 0)).stream()
                .filter(figure -> figure.metric() == Metric.CROSS_FITTED_F1 && "sms_spam".equals(figure.set()))
                .map(Figure::value)
                .findFirst()
                .orElse(null);
    }

    @Test
    void aSpamMessageBetweenTheOthersAndTheRestOfTheSpamIsCaughtWithoutHavingChosenTheThreshold() {
        double[] scores = SCORES.clone();
        // the other nine tenths have no spam below .9 and nothing else above .29, so their threshold is about .6
        scores[3] = 0.7;

        assertThat(spamF1(scores, SPAM)).isEqualTo(1.0);
    }

    @Test
    void aMessageThatScoresLikeTheOthersIsMissedAndOneThatScoresLikeSpamIsAFalseAlarm() {
        double[] scores = SCORES.clone();
        scores[3] = 0.01;
        scores[4] = 0.95;

        // eight of nine are found, nine are called spam: F1 = 2 × 8 / (9 + 9)
        assertThat(spamF1(scores, SPAM)).isCloseTo(0.8889, within(1e-9));
    }

    @Test
    void withoutSpamThereIsNoF1() {
        assertThat(spamF1(new double[] {0.1, 0.2}, new boolean[2])).isNull();
    }
}
