package io.moderato.model.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.decision.Category;
import io.moderato.model.data.DataFolder.Split;
import io.moderato.model.data.LabelledText.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FunctionalSentencesTest {
    private static final int MANY = 300;
    private static final List<FunctionalSentence> TRAIN = FunctionalSentences.generate(Split.TRAIN, 11, MANY);
    private static final List<FunctionalSentence> VALIDATION = FunctionalSentences.generate(Split.VALIDATION, 11, MANY);

    @Test
    void givesTheSameSentencesForTheSameSeedAndOthersForAnother() {
        List<FunctionalSentence> some = FunctionalSentences.generate(Split.TRAIN, 5, 10);
        assertThat(FunctionalSentences.generate(Split.TRAIN, 5, 10)).isEqualTo(some);
        Set<String> others = texts(FunctionalSentences.generate(Split.TRAIN, 6, 10));
        assertThat(texts(some)).filteredOn(others::contains).hasSizeLessThan(some.size() / 10);
        assertThat(FunctionalSentences.generate(Split.TRAIN, 5, 0)).isEmpty();
        assertThatThrownBy(() -> FunctionalSentences.generate(Split.TRAIN, 5, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesTenThousandsOfDistinctSentences() {
        assertThat(TRAIN).hasSizeGreaterThan(16_000);
        assertThat(texts(TRAIN)).hasSameSizeAs(TRAIN);
        assertThat(texts(VALIDATION)).hasSameSizeAs(VALIDATION);
    }

    @Test
    void sharesNoTextAndNoTemplateBetweenTheSplits() {
        Set<String> shared = texts(TRAIN);
        shared.retainAll(texts(VALIDATION));
        assertThat(shared).isEmpty();
        Map<String, Split> splits = new HashMap<>();
        for (SentenceFunction function : FunctionalSentences.all()) {
            for (Template template : function.templates()) {
                Split before = splits.put(template.pattern().source(), template.split());
                assertThat(before).as(template.pattern().source()).isIn(null, template.split());
            }
        }
        assertThat(splits.values().stream().filter(s -> s == Split.VALIDATION).count() / (double) splits.size())
                .isBetween(0.15, 0.25);
    }

    @Test
    void hasTemplatesOfEveryFunctionInBothSplits() {
        for (SentenceFunction function : FunctionalSentences.all()) {
            Map<Split, Long> count = function.templates().stream()
                    .collect(Collectors.groupingBy(Template::split, Collectors.counting()));
            assertThat(function.templates()).as(function.name()).hasSizeGreaterThanOrEqualTo(12);
            assertThat(count.getOrDefault(Split.VALIDATION, 0L))
                    .as(function.name())
                    .isGreaterThanOrEqualTo(2);
            assertThat(count.getOrDefault(Split.TRAIN, 0L)).as(function.name()).isGreaterThanOrEqualTo(8);
        }
    }

    @Test
    void repeatsNoTemplateWithinAFunction() {
        for (SentenceFunction function : FunctionalSentences.all()) {
            assertThat(function.templates())
                    .as(function.name())
                    .extracting(template -> template.pattern().source())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void givesAsManyOfEachFunctionAsAskedFor() {
        Map<String, Long> train =
                TRAIN.stream().collect(Collectors.groupingBy(FunctionalSentence::function, Collectors.counting()));
        assertThat(train.keySet()).containsExactlyInAnyOrderElementsOf(FunctionalSentences.functions());
        assertThat(train.values()).allMatch(count -> count == MANY);
        Map<String, Long> validation =
                VALIDATION.stream().collect(Collectors.groupingBy(FunctionalSentence::function, Collectors.counting()));
        assertThat(validation.values()).allMatch(count -> count > MANY / 2);
    }

    @Test
    void leavesNoGapNoBracketAndNoDoubleSpace() {
        for (FunctionalSentence sentence : all()) {
            assertThat(sentence.row().text())
                    .isNotBlank()
                    .isEqualTo(sentence.row().text().strip())
                    .doesNotContain("{", "}", "[", "]", "\uE000", "  ");
        }
    }

    @Test
    void writesTheArticleThatTheNextWordSoundsLike() {
        Lexicon lexicon = Lexicon.read("lexicon.jsonc");
        Map<String, String> articles = Map.of(
                "idiot",
                "An",
                "Muslim",
                "A",
                "honest man",
                "An",
                "university",
                "A",
                "European",
                "A",
                "hour",
                "An",
                "uncle",
                "An",
                "one-off",
                "A");
        articles.forEach((word, article) -> {
            Template template = Template.of("{an} " + word, Set.of(), lexicon);
            assertThat(Sentence.write(template, null, lexicon, new java.util.SplittableRandom(1)))
                    .isEqualTo(article + " " + word);
        });
    }

    @Test
    void labelsAgreeWithWhetherASentenceIsHarmful() {
        for (FunctionalSentence sentence : all()) {
            Map<Category, Label> labels = sentence.row().labels();
            boolean harm = labels.entrySet().stream()
                    .anyMatch(
                            l -> l.getKey() != Category.OBSCENE && l.getValue().positive());
            assertThat(harm).as(sentence.function()).isEqualTo(sentence.harmful());
            assertThat(sentence.row().set()).isEqualTo("functional");
            assertThat(labels).as(sentence.function()).hasSizeGreaterThanOrEqualTo(5);
        }
        for (Category category : Category.values()) {
            assertThat(TRAIN).as(category.key()).anyMatch(has(category, true)).anyMatch(has(category, false));
            assertThat(VALIDATION)
                    .as(category.key())
                    .anyMatch(has(category, true))
                    .anyMatch(has(category, false));
        }
    }

    @Test
    void attacksOnGroupsNameAGroupAndNoOtherFunctionIsAnIdentityAttack() {
        for (FunctionalSentence sentence : all()) {
            Label attack = sentence.row().labels().get(Category.IDENTITY_ATTACK);
            if (attack != null && attack.positive()) {
                assertThat(sentence.group()).as(sentence.row().text()).isPresent();
            }
        }
    }

    @Test
    void speaksOfEveryGroupAboutAsOftenInHarmAsWithout() {
        Map<String, int[]> counts = new TreeMap<>();
        all().forEach(sentence -> sentence.group()
                .ifPresent(group -> counts.computeIfAbsent(group, g -> new int[2])[sentence.harmful() ? 1 : 0]++));
        assertThat(counts.keySet()).isEqualTo(IdentityGroups.keys());
        counts.forEach((group, count) ->
                assertThat(count[1] / (double) count[0]).as(group).isBetween(0.6, 1.5));
    }

    @Test
    void holdsSomeGroupsOutOfTrainingForAFamily() {
        Set<String> trained = new HashSet<>();
        TRAIN.forEach(sentence -> sentence.group().ifPresent(group -> trained.add(family(sentence) + " " + group)));
        Set<String> asked = new HashSet<>();
        VALIDATION.forEach(sentence -> sentence.group().ifPresent(group -> asked.add(family(sentence) + " " + group)));
        assertThat(asked).anyMatch(pair -> !trained.contains(pair));
        assertThat(asked.stream().filter(pair -> !trained.contains(pair)).count() / (double) asked.size())
                .isLessThan(0.2);
    }

    @Test
    void noOpenerAndNoCloserGivesHarmAway() {
        for (String register : List.of("conversation", "serious", "notice")) {
            Set<String> functions = FunctionalSentences.all().stream()
                    .filter(function -> function.register().equals(register))
                    .map(SentenceFunction::name)
                    .collect(Collectors.toSet());
            List<Spoken> sentences = all().stream()
                    .filter(sentence -> functions.contains(sentence.function()))
                    .map(sentence -> new Spoken(sentence.row().text().toLowerCase(Locale.ROOT), sentence.harmful()))
                    .toList();
            double base = harmfulShare(sentences);
            assertThat(base).as(register).isBetween(0.3, 0.7);
            for (String opener : FunctionalSentences.style().openers(register)) {
                String start = opener.toLowerCase(Locale.ROOT) + " ";
                assertAlike(sentences, base, opener, text -> text.startsWith(start));
            }
            for (String closer : FunctionalSentences.style().closers(register)) {
                String end = " " + closer.toLowerCase(Locale.ROOT);
                assertAlike(sentences, base, closer, text -> text.endsWith(end));
            }
        }
    }

    private record Spoken(String text, boolean harmful) {}

    private static void assertAlike(List<Spoken> sentences, double base, String habit, Predicate<String> shows) {
        List<Spoken> with = sentences.stream()
                .filter(sentence -> shows.test(sentence.text()))
                .toList();
        assertThat(with.size()).as(habit).isGreaterThan(10);
        double noise = 4 * Math.sqrt(base * (1 - base) / with.size());
        assertThat(harmfulShare(with)).as(habit).isBetween(base - 0.05 - noise, base + 0.05 + noise);
    }

    private static double harmfulShare(List<Spoken> sentences) {
        return sentences.stream().filter(Spoken::harmful).count() / (double) sentences.size();
    }

    @Test
    void neitherLengthNorPunctuationGivesHarmAway() {
        List<FunctionalSentence> spoken =
                all().stream().filter(sentence -> sentence.group().isPresent()).toList();
        double harmful = mean(spoken, FunctionalSentence::harmful, text -> (double) text.split(" ").length);
        double harmless = mean(spoken, sentence -> !sentence.harmful(), text -> (double) text.split(" ").length);
        assertThat(harmful / harmless).isBetween(0.75, 1.33);
        for (String sign : List.of("?", "!", "...", "\"", "“", ",", "@user")) {
            double share = mean(spoken, FunctionalSentence::harmful, text -> text.contains(sign) ? 1.0 : 0.0);
            double other = mean(spoken, sentence -> !sentence.harmful(), text -> text.contains(sign) ? 1.0 : 0.0);
            assertThat(share / other).as(sign).isBetween(0.4, 2.5);
        }
    }

    @Test
    void takesTimeLinearInTheirNumber() {
        FunctionalSentences.generate(Split.TRAIN, 1, 100);
        long few = fastest(50);
        long more = fastest(200);
        assertThat(more).isLessThan(16 * few);
    }

    private static long fastest(int perFunction) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            assertThat(FunctionalSentences.generate(Split.TRAIN, i, perFunction))
                    .isNotEmpty();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    private static double mean(
            List<FunctionalSentence> sentences, Predicate<FunctionalSentence> which, Function<String, Double> measure) {
        return sentences.stream()
                .filter(which)
                .mapToDouble(sentence -> measure.apply(sentence.row().text()))
                .average()
                .orElseThrow();
    }

    private static Predicate<FunctionalSentence> has(Category category, boolean positive) {
        return sentence -> {
            Label label = sentence.row().labels().get(category);
            return label != null && label.positive() == positive;
        };
    }

    private static String family(FunctionalSentence sentence) {
        return FunctionalSentences.all().stream()
                .filter(function -> function.name().equals(sentence.function()))
                .findFirst()
                .orElseThrow()
                .family();
    }

    private static List<FunctionalSentence> all() {
        List<FunctionalSentence> all = new ArrayList<>(TRAIN);
        all.addAll(VALIDATION);
        return all;
    }

    private static Set<String> texts(List<FunctionalSentence> sentences) {
        return sentences.stream()
                .map(sentence -> sentence.row().text().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
