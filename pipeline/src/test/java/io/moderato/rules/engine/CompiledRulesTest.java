package io.moderato.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.decision.Category;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompiledRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ass|what an ass!|ass",
                "ass|What an ASS!|ASS",
                "ass|a55 it is|a55",
                "ass|YOU A55|A55",
                "ass|p4ss the a$$|a$$",
                "bitch|you B1TCH|B1TCH",
                "xxx|hot xxx pics|xxx",
                "xxx|hot XXXXX pics|XXXXX",
                "kkk|the kkk|kkk",
                "booobs|nice booooobs|booooobs",
                "zorbcoin|Hi!zorbcoin is here|zorbcoin",
                "zorbcoin|@zorbcoin|zorbcoin",
                "zorbcoin|zorbcoin2025|zorbcoin",
                "zorbcoin|1zorbcoin1!|zorbcoin",
                "zorbcoin|buy $zorbcoin|zorbcoin",
                "free followers|free_followers|free_followers",
                "free followers|get FREE_followers2|FREE_followers",
                "ass|asssss|asssss",
                "idiot|you 1d10t|1d10t",
                "idiot|you i d i o t ok|i d i o t",
                "idiot|you i.d.i.o.t|i.d.i.o.t",
                "idiot|you іdіоt|іdіоt",
                "idiot|you i\u200Bd\u200Biot|i\u200Bd\u200Biot",
                "idiot|🤬 𝐢𝐝𝐢𝐨𝐭 🤬|𝐢𝐝𝐢𝐨𝐭",
                "Idiót|such an idiot|idiot",
                "kill yourself|go kill   yourself now|kill   yourself",
                "kill yourself|KILL\tY0URSELF|KILL\tY0URSELF",
                "傻瓜|你是傻瓜吗|傻瓜",
                "дурак|Ты ДУРАК!|ДУРАК",
                "🖕|take that🖕ok|🖕",
                "cool|so coooool|coooool",
            })
    void findsTermsHoweverDisguisedWhereTheyStandInTheTextAsPosted(String term, String posted, String found) {
        CompiledRules rules = keywords(term);
        assertThat(rules.keywordHits(posted).places())
                .extracting(hit -> posted.substring(hit.start(), hit.end()))
                .contains(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ass|class assess grass bass",
                "xxx|Solve for x in the equation.",
                "xxx|The board is 2 x 4 metres, size XX.",
                "kkk|K, see you later.",
                "booobs|boobs and bobs",
                "ass|My Samsung Galaxy A55 is new.",
                "ass|The ticket costs A$5.",
                "anus|Follow @nus for admissions.",
                "fag|Replace filter F4G.",
                "sex|Replace relay S3X, or x7sex9Q",
                "free followers|It is free! Followers are welcome.",
                "cunt|Scunthorpe",
                "idiot|idiotic",
                "дурак|дураки",
                "kill yourself|kill it yourself",
                "hell|hello shell",
                "ass|",
            })
    void leavesInnocentWordsAlone(String term, String posted) {
        assertThat(keywords(term).keywordHits(posted == null ? "" : posted).places())
                .isEmpty();
    }

    @Test
    void namesEveryListThatHoldsTheTerm() {
        CompiledRules rules = new RuleSets()
                .keywords("insults", Category.INSULT, RuleAction.REVIEW, "idiot", "fool")
                .keywords("strict", Category.TOXICITY, RuleAction.REJECT, "IDIOT", "idi0t")
                .compiled();
        assertThat(rules.keywordHits("idiot").places())
                .extracting(hit -> hit.list().name())
                .containsExactlyInAnyOrder("insults", "strict");
    }

    @Test
    void asksForAllRepeatedLettersOnlyWhereATermHasThem() {
        CompiledRules rules = new RuleSets()
                .keywords("letters", Category.SPAM, RuleAction.REVIEW, "xxxx", "xxx")
                .keywords("letter", Category.SPAM, RuleAction.REVIEW, "xxxx", "x")
                .compiled();
        assertThat(rules.keywordHits("x and xxx").places())
                .extracting(hit -> hit.list().name() + " " + hit.start())
                .containsExactlyInAnyOrder("letter 0", "letter 6", "letters 6");
    }

    @Test
    void findsTermsInsideLongerOnesAndSideBySide() {
        CompiledRules rules = keywords("buy cheap pills", "cheap", "pills now");
        assertThat(rules.keywordHits("buy cheap pills now").places())
                .extracting(RuleHit::rule)
                .containsExactlyInAnyOrder("cheap", "buy cheap pills", "pills now");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https?://spam\\.example|see http://spam.example/x|http://spam.example",
                "buy\\s+now|BUY NOW|BUY NOW",
                "[A-Z]{5}|hello THERE|THERE",
                "\\d{3}-\\d{4}|call 555-1234|555-1234",
                "free money|ｆｒｅｅ money|ｆｒｅｅ money",
            })
    void matchesPatternsInTheTextAsPostedAndInItsLightForm(String pattern, String posted, String found) {
        CompiledRules rules = new RuleSets()
                .patterns("patterns", Category.SPAM, RuleAction.REJECT, pattern)
                .compiled();
        assertThat(rules.patternHits(posted).hits().places())
                .extracting(hit -> posted.substring(hit.start(), hit.end()))
                .contains(found);
    }

    @Test
    void passesOverPatternsThatMatchNothing() {
        CompiledRules rules = new RuleSets()
                .patterns("patterns", Category.SPAM, RuleAction.REJECT, "\\b")
                .compiled();
        assertThat(rules.patternHits("some words").hits().places()).isEmpty();
    }

    /** A hundred places end at each of forty thousand words: four million, each of which was kept. */
    @Test
    void keepsOnlyTheFirstPlacesOfAListAndMasksThemAll() {
        String text = "zorb ".repeat(40_000) + "harmless " + "zorb ".repeat(100);
        CompiledRules rules = new RuleSets()
                .keywords("masked", Category.INSULT, RuleAction.MODIFY, nested(100))
                .keywords("rejected", Category.SPAM, RuleAction.REJECT, nested(100))
                .compiled();

        RuleHits hits = rules.keywordHits(text);

        assertThat(hits.places())
                .hasSize(2 * RuleHits.KEPT_OF_A_LIST)
                .extracting(hit -> hit.list().name())
                .contains("masked", "rejected");
        assertThat(hits.masked(text, '*').replace("*", "").strip()).isEqualTo("harmless");
    }

    /** Each of a hundred thousand words has a look at what is around it. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void takesTimeLinearInATextOfDisguisesWithoutBlanks() {
        CompiledRules rules = keywords("ass", "xxx");
        assertThat(rules.keywordHits("A55.".repeat(100_000)).isEmpty()).isFalse();
        assertThat(rules.keywordHits("X".repeat(400_000)).isEmpty()).isFalse();
        assertThat(rules.keywordHits("@ss.".repeat(100_000)).isEmpty()).isTrue();
    }

    @Test
    void keepsOnlyTheFirstPlacesOfManyPatterns() {
        String[] patterns = new String[300];
        Arrays.setAll(patterns, i -> "zorb{1," + (i + 1) + "}");
        CompiledRules rules = new RuleSets()
                .patterns("patterns", Category.SPAM, RuleAction.MODIFY, patterns)
                .compiled();
        String text = "zorb ".repeat(10_000);

        RuleHits hits = rules.patternHits(text).hits();

        assertThat(hits.places()).hasSize(RuleHits.KEPT_OF_A_LIST);
        assertThat(hits.masked(text, '*')).doesNotContain("zorb");
    }

    @Test
    void agreesWithPlainSearchOnRandomTerms() {
        Random random = new Random(11);
        Set<String> terms = new TreeSet<>();
        while (terms.size() < 300) {
            terms.add(letters(random, 1 + random.nextInt(5)));
        }
        String[] sorted = terms.toArray(String[]::new);
        KeywordAutomaton automaton = KeywordAutomaton.of(sorted);
        for (int round = 0; round < 200; round++) {
            String text = letters(random, random.nextInt(60));
            Set<String> expected = new TreeSet<>();
            for (String term : sorted) {
                for (int at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
                    expected.add(term + "@" + (at + term.length()));
                }
            }
            List<String> found = new ArrayList<>();
            automaton.search(text.toCharArray(), text.length(), (word, end) -> found.add(sorted[word] + "@" + end));
            assertThat(found).doesNotHaveDuplicates().hasSameElementsAs(expected);
        }
    }

    @Test
    void holdsAMillionTermsInBoundedMemoryAndStaysFast() {
        Random random = new Random(5);
        List<String> terms = new ArrayList<>(1_000_000);
        for (int i = 0; i < 1_000_000; i++) {
            terms.add(word(random, 5 + random.nextInt(8)));
        }
        terms.add("needle in it");
        long start = System.nanoTime();
        CompiledRules rules = new RuleSets()
                .list(RuleKind.KEYWORD, "million", Category.SPAM, RuleAction.REJECT, terms)
                .compiled();
        Duration build = Duration.ofNanos(System.nanoTime() - start);
        assertThat((long) rules.weight() * 18).isLessThan(250_000_000L);
        assertThat(build).isLessThan(Duration.ofSeconds(60));

        String text = "an ordinary comment of some length without anything in it that anybody would mind ".repeat(12);
        long searchStart = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            assertThat(rules.keywordHits(text + "a n33dle in it").places()).hasSize(1);
        }
        Duration perText = Duration.ofNanos(System.nanoTime() - searchStart).dividedBy(200);
        System.out.printf(
                "a million terms: %d states, built in %s, 1 KB searched in %s%n", rules.weight(), build, perText);
        assertThat(perText).isLessThan(Duration.ofMillis(20));
    }

    private static CompiledRules keywords(String... terms) {
        return new RuleSets()
                .keywords("words", Category.INSULT, RuleAction.REJECT, terms)
                .compiled();
    }

    /** "zorb", "zorb zorb" and so on. */
    private static String[] nested(int phrases) {
        String[] terms = new String[phrases];
        Arrays.setAll(terms, i -> "zorb ".repeat(i + 1).strip());
        return terms;
    }

    private static String letters(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }

    private static String word(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
