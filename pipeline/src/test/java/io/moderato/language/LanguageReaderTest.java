package io.moderato.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

class LanguageReaderTest {
    private final LanguageReader reader = Readers.ofShippedModel();

    static Stream<String> unread() {
        return Readers.lines("unread.tsv").stream();
    }

    static Stream<String> read() {
        return Readers.lines("read.txt").stream();
    }

    @ParameterizedTest
    @MethodSource("unread")
    void leavesOutSentencesInOtherLanguages(String line) {
        String[] columns = line.split("\t");
        Reading reading = reader.read(columns[1], null);
        assertThat(nothing(reading)).isTrue();
        // neighbours such as Danish and Norwegian are taken for each other; English they are never
        assertThat(reading.language()).isNotEqualTo("en");
    }

    @Test
    void namesTheLanguageOfMostSentences() {
        List<String[]> rows = unread().map(line -> line.split("\t")).toList();
        long right = rows.stream()
                .filter(row -> row[0].equals(reader.read(row[1], null).language()))
                .count();
        assertThat(right).isGreaterThan(rows.size() * 85 / 100);
    }

    @Test
    void leavesOutNearlyAllSentencesOfTheModelsOwnLanguageTest() throws IOException {
        Path file = Path.of(
                System.getProperty("moderato.root"),
                "models/workshop/src/main/resources/io/moderato/model/functional/other-languages.jsonc");
        List<String> sentences = new ArrayList<>();
        JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                .build()
                .readTree(Files.readString(file))
                .forEach(language ->
                        language.forEach(texts -> texts.forEach(text -> sentences.add(text.stringValue()))));
        List<String> read = sentences.stream()
                .filter(text -> !nothing(reader.read(text, null)))
                .toList();
        assertThat(sentences).hasSizeGreaterThan(100);
        assertThat(read).hasSizeLessThanOrEqualTo(sentences.size() * 3 / 100);
    }

    @ParameterizedTest
    @MethodSource("read")
    void readsEnglishHoweverItIsDisguised(String text) {
        Reading reading = reader.read(text, null);
        assertThat(reading.whole()).isTrue();
        assertThat(reading.readable()).containsExactly(new Span(0, text.length()));
        assertThat(reading.language()).isIn("en", null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Das ist gut. I will find you. Danke für die Hilfe.|I will find you. ",
                "Das Haus ist schön und ich finde I will kill you tonight dass wir heute gehen|I will kill you tonight",
                "Ich habe Kuchen gebacken und er war lecker, danke an alle. kill yourself|kill yourself",
                "Wczoraj padał śnieg i było zimno. y0u 4r3 4n 1d10t. Nie wiem, gdzie jest pies.|y0u 4r3 4n 1d10t. ",
                "You deserve to die und zwar heute noch|You deserve to die",
                "このソフトは I will find you です。|I will find you",
                "Вчера весь день шёл дождь you are an idiot и было холодно|you are an idiot",
            })
    void readsEnglishAmidOtherLanguages(String text, String expected) {
        Reading reading = reader.read(text, null);
        assertThat(reading.whole()).isFalse();
        assertThat(reading.readable().stream().map(part -> part.of(text).strip()))
                .containsExactly(expected.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Herr Smith hat heute ein neues Auto gekauft.",
                "Wir spielen am Abend Battlefield und Counter Strike.",
                "J'ai acheté le nouveau Samsung Galaxy ce week-end.",
            })
    void isNotMisledByNamesAndBorrowedWords(String text) {
        assertThat(nothing(reader.read(text, null))).isTrue();
    }

    @Test
    void leavesOutAForeignSentenceAmidEnglishOnes() {
        String text = "He said it in German. Ich finde die Idee gut, aber es ist zu spät. Nobody understood him.";
        Reading reading = reader.read(text, null);
        assertThat(reading.readable().stream().map(part -> part.of(text)))
                .containsExactly("He said it in German. ", "Nobody understood him.");
        assertThat(reading.whole()).isFalse();
    }

    @Test
    void callsMixedTextUndetermined() {
        String text = "I have no idea what he wants. Ich habe keine Ahnung, was er will.";
        assertThat(reader.read(text, null).language()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"I will find you tonight,de", "y0u 4r3 4n 1d10t,ru", "Danke für die Hilfe.,en", "Мама мыла раму.,en"})
    void readsTheSameWhateverTheHint(String text, String hint) {
        Reading without = reader.read(text, null);
        assertThat(reader.read(text, hint)).isEqualTo(without);
    }

    @Test
    void takesTheHintForTheLanguageThatCouldNotBeTold() {
        assertThat(reader.read("1234", "de-AT").language()).isEqualTo("de");
        assertThat(reader.read("1234", "no language at all").language()).isNull();
        assertThat(reader.read("1234", null).language()).isNull();
    }

    @Test
    void hasNothingToReadInAnEmptyText() {
        assertThat(reader.read("", null)).isEqualTo(new Reading(null, List.of(), true));
        assertThat(reader.read(" \n", null).whole()).isTrue();
    }

    @Test
    void givesPartsInOrderThatDoNotOverlap() {
        String text = String.join(
                " ",
                Stream.concat(read(), unread().map(l -> l.split("\t")[1]))
                        .sorted()
                        .toList());
        Reading reading = reader.read(text, null);
        int last = -1;
        for (Span part : reading.readable()) {
            assertThat(part.start()).isGreaterThan(last);
            assertThat(part.end()).isLessThanOrEqualTo(text.length());
            assertThat(Character.isLowSurrogate(text.charAt(part.start()))).isFalse();
            assertThat(Character.isHighSurrogate(text.charAt(part.end() - 1))).isFalse();
            last = part.end();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uD800",
                "a\uDC00b",
                "\u0000",
                "\u200D\u200D",
                "́́",
                "'",
                "''a''",
                "://",
                "@",
                "www.",
                "aбвгд aбвгд aбвгд",
                "a日 a日 a日 日日日日"
            })
    void takesAnyChars(String text) {
        assertThat(reader.read(text, null)).isNotNull();
    }

    @Test
    void answersTheSameFromManyThreads() {
        List<String> texts =
                Stream.concat(read(), unread().map(l -> l.split("\t")[1])).toList();
        List<Reading> alone =
                texts.stream().map(text -> reader.read(text, null)).toList();
        List<Reading> together = IntStream.range(0, texts.size() * 8)
                .parallel()
                .mapToObj(i -> reader.read(texts.get(i % texts.size()), null))
                .toList();
        for (int i = 0; i < together.size(); i++) {
            assertThat(together.get(i)).isEqualTo(alone.get(i % texts.size()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "die ", "ab. ", "Ich finde die Idee gut. ", "日本", "a,b", "\n", "'a"})
    void looksUpEachPartOfALongTextAFewTimesOnly(String repeated) {
        AtomicInteger lookedUp = new AtomicInteger();
        LanguageReader counting = Readers.of(Set.of("en"), word -> {
            lookedUp.addAndGet(word.length());
            return 2;
        });
        String text = repeated.repeat(100_000 / repeated.length());
        counting.read(text, null);
        assertThat(lookedUp.get()).isLessThanOrEqualTo(4 * text.length());
    }

    @Test
    void readsWhatTheModelOfAnotherLanguageReads() {
        LanguageReader german = Readers.of(Set.of("de"), Readers.shippedVocabulary());
        assertThat(german.read("Ich finde die Idee gut.", null))
                .isEqualTo(new Reading("de", List.of(new Span(0, 23)), true));
        assertThat(nothing(german.read("We had a wonderful day at the beach with our friends.", null)))
                .isTrue();
        LanguageReader russian = Readers.of(Set.of("ru"), Readers.shippedVocabulary());
        assertThat(russian.read("Вчера весь день шёл дождь.", null).whole()).isTrue();
        assertThat(nothing(russian.read("We had a wonderful day at the beach.", null)))
                .isTrue();
    }

    @Test
    void readsAllForAModelThatDoesNotSayWhatItReads() {
        for (Set<String> languages : List.of(Set.<String>of(), Set.of("en", "tlh"))) {
            LanguageReader all = Readers.of(languages, Readers.shippedVocabulary());
            assertThat(all.read("Ich finde die Idee gut, aber es ist zu spät.", null))
                    .isEqualTo(new Reading("de", List.of(new Span(0, 44)), true));
        }
    }

    private static boolean nothing(Reading reading) {
        return reading.readable().isEmpty() && !reading.whole();
    }
}
