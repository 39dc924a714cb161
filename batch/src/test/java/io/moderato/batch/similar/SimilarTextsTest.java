package io.moderato.batch.similar;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.batch.similar.SimilarTexts.Duplicates;
import io.moderato.batch.similar.SimilarTexts.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** Of texts that are nearly the same one is kept: measured against comparing each with each. */
class SimilarTextsTest {
    private static final double ALIKE = 0.8;
    private static final List<String> WORDS = words();

    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        spark = new JavaSparkContext(new SparkConf()
                .setMaster("local[2]")
                .setAppName("similar")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    @Test
    void findsWhatComparingAllWithAllFinds() {
        Random random = new Random(7);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            String text = sentence(random, 8 + random.nextInt(30));
            texts.add(text);
            // from nearly the same to quite another
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                texts.add(changed(random, text, 1 + random.nextInt(4)));
            }
        }
        List<long[]> pieces = texts.stream().map(Shingles::of).toList();

        Duplicates found = find(texts, i -> 0);

        int wanted = 0;
        int right = 0;
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            boolean duplicate = false;
            for (int k : kept) {
                duplicate |= Shingles.likeness(pieces.get(i), pieces.get(k)) >= ALIKE;
            }
            wanted += duplicate ? 1 : 0;
            right += duplicate && found.has(0, i) ? 1 : 0;
            if (!found.has(0, i)) {
                kept.add(i);
            } else {
                assertThat(duplicate)
                        .as("left out, so it is like one that is kept")
                        .isTrue();
            }
        }
        System.out.printf(
                "De-duplication: %,d texts, %,d nearly the same as an earlier one, %,d of them found (recall %.4f)%n",
                texts.size(), wanted, right, right / (double) wanted);
        assertThat(wanted).isGreaterThan(500);
        assertThat(right / (double) wanted).isGreaterThan(0.99);
    }

    @Test
    void keepsOneOfManyThatAreTheSameAndTellsOtherLabels() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            texts.add("Buy now, it is cheap and it is good" + "!".repeat(i % 5));
        }
        texts.add("ok");
        texts.add("OK!");
        texts.add("no");

        Duplicates found = find(texts, i -> i == 1999 ? 1 : 0);

        assertThat(found.count()).isEqualTo(2000);
        assertThat(found.conflicts()).isEqualTo(1);
        assertThat(found.has(0, 0)).isFalse();
        assertThat(found.has(0, 2000)).isFalse();
        assertThat(found.has(0, 2001)).isTrue();
        assertThat(found.has(0, 2002)).isFalse();
    }

    private static Duplicates find(List<String> texts, java.util.function.IntUnaryOperator label) {
        List<Tuple2<Long, Text>> rows = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            rows.add(new Tuple2<>(SimilarTexts.key(0, i), new Text(Shingles.of(texts.get(i)), label.applyAsInt(i))));
        }
        return SimilarTexts.find(spark.parallelizePairs(rows, 4), ALIKE);
    }

    private static String sentence(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
        }
        return text.toString();
    }

    private static String changed(Random random, String text, int words) {
        String[] all = text.split(" ");
        for (int i = 0; i < words; i++) {
            all[random.nextInt(all.length)] = WORDS.get(random.nextInt(WORDS.size()));
        }
        return String.join(" ", all);
    }

    private static List<String> words() {
        Random random = new Random(11);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            words.add(random.ints(3 + random.nextInt(6), 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        return words;
    }
}
