package io.moderato.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.moderato.decision.Category;
import io.moderato.rules.RuleAction;
import io.moderato.text.NormalizedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSearchTest {
    private static final String QUADRATIC = "(?i)free(.*money)?";
    private static final String[] WORDS = {"free", "money", "FREE", "a", "walk", "in", "the", "park.", "1234", "\n", "é"
    };

    /** Reading on to the end after each match would take most of an hour. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void endsInTimeLinearInTheTextAndSaysWhatIsUnfinished() {
        String text = "free ".repeat(128 * 1024);

        PatternSearch search = search(text, QUADRATIC, "park");

        assertThat(search.finished()).isFalse();
        assertThat(search.unfinished())
                .extracting(PatternSearch.UnfinishedPattern::pattern)
                .containsExactly(QUADRATIC);
        assertThat(search.hits().places()).first().extracting(RuleHit::start).isEqualTo(0);
    }

    @Test
    void keepsWhatWasFoundBeforeAPatternWasLeftUnfinishedAndFinishesTheOthers() {
        String text = "a walk in the park, then " + "free ".repeat(16 * 1024) + "and once more in the park";

        PatternSearch search = search(text, "park", QUADRATIC, "walk");

        assertThat(search.unfinished())
                .extracting(PatternSearch.UnfinishedPattern::pattern)
                .containsExactly(QUADRATIC);
        assertThat(starts(search, "park")).containsExactly(text.indexOf("park"), text.lastIndexOf("park"));
        assertThat(search.hits().masked(text, '*')).doesNotContain("park", "walk");
        assertThat(starts(search, QUADRATIC)).first().isEqualTo(text.indexOf("free"));
    }

    @Test
    void findsALongMatchOverTheWholeOfALongText() {
        String text = "free " + "a walk in the park ".repeat(8 * 1024) + "money";

        PatternSearch search = search(text, QUADRATIC);

        assertThat(search.finished()).isTrue();
        assertThat(search.hits().places())
                .singleElement()
                .satisfies(hit -> assertThat(hit.end()).isEqualTo(text.length()));
    }

    @Test
    void finishesEveryMatchOfAnUsualPatternInALongText() {
        String text = "write to ada@example.org or call 555-1234 ".repeat(4 * 1024);

        PatternSearch search =
                search(text, "(?i)\\b[a-z0-9._%+-]+@[a-z0-9-]+(\\.[a-z0-9-]+)+\\b", "\\b\\d{3}-\\d{4}\\b");

        assertThat(search.finished()).isTrue();
        assertThat(search.hits().places()).hasSize(RuleHits.KEPT_OF_A_LIST);
        assertThat(search.hits().masked(text, '*'))
                .isEqualTo("write to *************** or call ******** ".repeat(4 * 1024));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                QUADRATIC,
                "free.*?money",
                "free|walk.*park",
                "\\Bree\\b",
                "^free",
                "(?m)^free$",
                "[a-z]+",
                "\\d*",
                "é+",
                "money$",
            })
    void findsTheSameAsWithoutABoundInTextsOfUsualLength(String pattern) {
        Random random = new Random(7);
        for (int round = 0; round < 40; round++) {
            StringBuilder posted = new StringBuilder();
            int words = random.nextInt(180);
            for (int i = 0; i < words; i++) {
                posted.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(4) == 0 ? "" : " ");
            }
            String text = posted.toString();

            PatternSearch search = search(text, pattern);

            assertThat(search.finished()).isTrue();
            assertThat(search.hits().places().stream().map(hit -> hit.start() + "-" + hit.end()))
                    .containsExactlyInAnyOrderElementsOf(unbounded(text, pattern));
        }
    }

    private static List<String> unbounded(String text, String pattern) {
        List<String> found = new ArrayList<>();
        NormalizedText light = NormalizedText.of(text);
        Matcher posted = Pattern.compile(pattern).matcher(text);
        while (posted.find()) {
            if (posted.end() > posted.start()) {
                found.add(posted.start() + "-" + posted.end());
            }
        }
        Matcher normalized = Pattern.compile(pattern).matcher(light.text());
        while (normalized.find()) {
            if (normalized.end() > normalized.start()) {
                found.add(light.originalStart(normalized.start()) + "-" + light.originalEnd(normalized.end() - 1));
            }
        }
        return found.stream().distinct().toList();
    }

    private static List<Integer> starts(PatternSearch search, String pattern) {
        return search.hits().places().stream()
                .filter(hit -> hit.rule().equals(pattern))
                .map(RuleHit::start)
                .toList();
    }

    private static PatternSearch search(String text, String... patterns) {
        return new RuleSets()
                .patterns("patterns", Category.SPAM, RuleAction.MODIFY, patterns)
                .compiled()
                .patternHits(text);
    }
}
