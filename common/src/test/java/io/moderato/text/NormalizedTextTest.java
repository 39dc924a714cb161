package io.moderato.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.text.NormalizedText.Form;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizedTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "''|''",
                "Hello World|hello world",
                "ｉｄｉｏｔ|idiot",
                "𝐢𝐝𝐢𝐨𝐭 𝓲𝓭𝓲𝓸𝓽|idiot idiot",
                "Ⓘⓓⓘⓞⓣ|idiot",
                "🅘🅓🅘🅞🅣 ɪᴅɪᴏᴛ|idiot idiot",
                "i\u200Bd\u200Di\u2060o\uFEFFt|idiot",
                "id\u00ADiot\u202E|idiot",
                "i̷̢̛̭͎d̴̨͔̋̓ị̸̺̾̔ô̵̢̧̊t̸̘̔̾|idiot",
                "уоu аrе аn idiоt|you are an idiot",
                "you аге аn ass|you are an ass",
                "IDІОT|idiot",
                "Don’t “say” that|don't \"say\" that",
                "Привет, как дела|привет, как дела",
                "рот сор осе|рот сор осе",
                "он сказал hello: рот|он сказал hello: рот",
                "Ωραία μέρα, Κώστας|ωραία μέρα, κώστας",
                "مرحبا كيف حالك|مرحبا كيف حالك",
                "السَّلَامُ|السَّلَامُ",
                "نمی\u200Cخواهم|نمی\u200Cخواهم",
                "क्षमा कीजिए|क्षमा कीजिए",
                "חָכָם|חָכָם",
                "日本語が|日本語が",
                "한국어|한국어",
                "İstanbul ISPARTA ısırdı|istanbul isparta ısırdı",
                "Straße GROẞ|straße groß",
                "Café résumé Việt|café résumé việt",
                "❤️ 👨‍👩‍👧 👍🏽|❤ 👨‍👩‍👧 👍🏽",
            })
    void lightFormUndoesDisguisesAndKeepsGenuineText(String posted, String expected) {
        assertThat(NormalizedText.of(posted).text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1d10t|idiot",
                "!d!ot!!!|idiot!!!",
                "b1tch a55 @ss $hit|bitch ass ass shit",
                "ídíòt|idiot",
                "i d i o t|idiot",
                "i.d.i.o.t|idiot",
                "I-D-I-O-T you|idiot you",
                "you i_d_i_o_t.|you idiot.",
                "idiooooot|idiot",
                "a b|a b",
                "room 101 at 4 pm|room 101 at 4 pm",
                "cool|cool",
                "привеееет|привеееет",
            })
    void skeletonUndoesWhatPeopleDoAgainstWordLists(String posted, String expected) {
        assertThat(NormalizedText.of(posted, Form.SKELETON).text()).isEqualTo(expected);
    }

    @Test
    void offersDoubledLettersAsASecondSkeleton() {
        assertThat(Skeletons.of("asssss").all())
                .extracting(NormalizedText::text)
                .containsExactly("as", "ass");
        assertThat(Skeletons.of("ass").all()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "you are an i d i o t ok|idiot|i d i o t",
                "so i\u200Bd\u200Biot!|idiot|i\u200Bd\u200Biot",
                "🤬 idiooot 🤬|idiot|idiooot",
                "𝐢𝐝𝐢𝐨𝐭!|idiot|𝐢𝐝𝐢𝐨𝐭",
                "x i̷̢̛̭͎d̴̨͔̋̓ị̸̺̾̔ô̵̢̧̊t̸̘̔̾ y|idiot|i̷̢̛̭͎d̴̨͔̋̓ị̸̺̾̔ô̵̢̧̊t̸̘̔̾",
            })
    void pointsBackAtTheTextAsPosted(String posted, String term, String found) {
        NormalizedText skeleton = NormalizedText.of(posted, Form.SKELETON);
        int from = skeleton.text().indexOf(term);
        assertThat(from).isNotNegative();
        int start = skeleton.originalStart(from);
        int end = skeleton.originalEnd(from + term.length() - 1);
        assertThat(posted.substring(start, end)).isEqualTo(found);
    }

    @Test
    void replacesLoneSurrogatesAndDropsNul() {
        assertThat(NormalizedText.of("a\uD83Db\u0000c").text()).isEqualTo("a\uFFFDbc");
    }

    @Test
    void mapsEveryCharIntoTheOriginalInOrder() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            StringBuilder posted = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                posted.append(
                        random.nextInt(4) == 0
                                ? (char) random.nextInt(0x10000)
                                : "aа1 .é👍\u0301".charAt(random.nextInt(9)));
            }
            for (Form form : Form.values()) {
                NormalizedText text = NormalizedText.of(posted.toString(), form);
                int before = 0;
                for (int i = 0; i < text.length(); i++) {
                    assertThat(text.originalStart(i)).isBetween(before, posted.length() - 1);
                    assertThat(text.originalEnd(i)).isBetween(text.originalStart(i) + 1, posted.length());
                    before = text.originalStart(i);
                }
            }
        }
    }

    @Test
    void takesLinearTimeOnOneEndlessCluster() {
        String marks = "a" + "\u0301\u0316".repeat(500_000);
        String spelled = "a ".repeat(500_000);
        String jamo = "\u1100\u1161\u11A8".repeat(300_000);
        long before = System.nanoTime();
        for (String text : new String[] {marks, spelled, jamo, "\u0F71\u0F72".repeat(300_000)}) {
            NormalizedText.of(text, Form.SKELETON);
        }
        assertThat(System.nanoTime() - before).isLessThan(10_000_000_000L);
    }
}
