package io.moderato.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Borders and chars of words follow Unicode in patterns. The JDK's own engine, told to use Unicode, is what answers are held against. */
class UnicodePatternTest {
    private static final Blocklist LIST = new Blocklist(
            UUID.randomUUID(),
            new CommunityId("test"),
            "List",
            RuleKind.PATTERN,
            Category.SPAM,
            RuleAction.REVIEW,
            true,
            1,
            0);
    private static final String[] PIECES = {
        "a", "b", "é", "и", "ß", "Ж", "ก", "1", "٣", "_", " ", "-", ".", "\n", "e\u0301", "😀"
    };

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            (?i)\\bидиот\\b,     ты идиот,               1
            (?i)\\bидиот\\b,     ты ИДИОТ!,              1
            (?i)\\bидиот\\b,     идиотизм,               0
            (?i)\\bénculé\\b,    bande de énculé !,      1
            (?i)\\btit\\b,       Bon appétit !,          0
            (?i)\\bnig\\b,       Der König schläft.,     0
            \\bскид\\w+,         скидка 50 % и скидки,   2
            ^\\W+$,              …!?,                    1
            ^\\W+$,              да,                     0
            \\bكلب\\b,           هذا كلب كبير,           1
            """)
    void knowsWordsOfEveryScript(String pattern, String text, int hits) {
        assertThat(found(pattern, text)).hasSize(hits);
    }

    private static Stream<String> patterns() {
        return Stream.of(
                "\\ba\\b",
                "\\bé",
                "и\\b",
                "\\b\\w+\\b",
                "\\w+",
                "\\W+",
                "[\\w.]+",
                "[^\\w]",
                "a\\b.",
                "(?s)a\\b.",
                "(?:\\ba|é\\b)+",
                "\\b(?P<word>[ab]{1,2})\\b",
                "\\b[^a\\n]{2}\\b",
                "^\\b.*\\b\\z",
                "(?m)^\\w+\\b$",
                "\\b\\b1",
                "a*\\b-",
                "\\b(?i:жa?)\\b",
                "\\Qa.\\E\\bb|\\b_",
                "\\b\\D\\S",
                "\\b\\P{Lu}",
                "\\Aa\\b|\\bb\\z",
                "(?s:.)\\b(?-s:.)",
                "x|\\b[[:alpha:]]+?\\b|\\x{438}\\b");
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void findsWhatTheJdkFinds(String pattern) {
        Random random = new Random(pattern.hashCode());
        Pattern oracle = Pattern.compile(
                asOfTheJdk(pattern), Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNICODE_CASE | Pattern.UNIX_LINES);
        for (int i = 0; i < 400; i++) {
            StringBuilder text = new StringBuilder("é");
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            assertThat(found(pattern, text.toString()))
                    .as("%s in \"%s\"", pattern, text)
                    .isEqualTo(expected(oracle, text.toString()));
        }
    }

    /** What is written otherwise there, and classes that stay those of ASCII here. */
    private static String asOfTheJdk(String pattern) {
        return pattern.replace("(?P<", "(?<")
                .replace("[[:alpha:]]", "[A-Za-z]")
                .replace("\\D", "[^0-9]")
                .replace("\\S", "[^\\t\\n\\f\\r ]");
    }

    @Test
    void leavesAPatternAsItIsThatCannotBeSaidOtherwise() {
        assertThat(UnicodePattern.of("\\bfoo\\B")).isEmpty();
        assertThat(UnicodePattern.of("\\b[\\W\\d]")).isEmpty();
        assertThat(UnicodePattern.of("foo.*bar")).isEmpty();
        assertThat(found("\\bfoo\\B", "é foobar")).hasSize(1);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void searchesALongTextInLinearTime() {
        String text = "é a-b ".repeat(60_000);

        assertThat(search("\\b(\\w+\\b\\W*)+x", text).hits().isEmpty()).isTrue();
    }

    private static List<String> expected(Pattern oracle, String text) {
        List<String> all = new ArrayList<>();
        Matcher matcher = oracle.matcher(text);
        while (matcher.find()) {
            if (matcher.end() > matcher.start()) {
                all.add(matcher.start() + "-" + matcher.end());
            }
        }
        return all;
    }

    private static List<String> found(String pattern, String text) {
        List<String> all = new ArrayList<>();
        new ListedPattern(
                        LIST,
                        com.google.re2j.Pattern.compile(pattern),
                        UnicodePattern.of(pattern).orElse(null))
                .search(new PatternText(text), (start, end) -> all.add(start + "-" + end));
        return all;
    }

    private static PatternSearch search(String pattern, String text) {
        return new RuleSets()
                .patterns("List", Category.SPAM, RuleAction.REVIEW, pattern)
                .compiled()
                .patternHits(text);
    }
}
