package io.moderato.model.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ModelBenchTest {
    @Test
    void printsEveryFigureOfAnEncoder() throws IOException {
        StringWriter out = new StringWriter();

        new ModelBench(
                        new ModelBench.Extent(Duration.ofMillis(1), 1, false, List.of(new int[] {1, 64}), 0),
                        new PrintWriter(out))
                .run();

        String printed = out.toString();
        assertThat(printed)
                .contains("1 layers × 64", "Training 1 layers × 64")
                .containsPattern("int8 / fp32 +\\d+\\.\\d\\d   \\(wanted: at least 3\\.5\\)")
                .containsPattern("one text / its share of a batch of 8 +\\d+\\.\\d\\d ")
                .containsPattern("mixed lengths / the sum of their own +\\d+\\.\\d\\d ")
                .containsPattern("tokens/s in float32 +[\\d,]+\n");
        assertThat(printed).doesNotContain("NaN", "Infinity", "null");
    }

    @Test
    void countsWhatAnEncoderMultiplies() {
        EncoderConfig config = EncoderConfig.bert(100, 2, 64, 1, 32, List.of(Category.SPAM));

        EncoderOperations operations = EncoderOperations.of(config, 10);

        // computed by hand: 64 × 64 = 4096; a token's layer has 12 of them; a head has one more, and 64 for its output
        double layer = 2 * 10 * 12 * 4096 + 2 * 2 * 10 * 10 * 64;
        double last = 2 * (10 * 3 * 4096 + 4096 + 8 * 4096) + 2 * 2 * 10 * 64;
        assertThat(operations.whole()).isEqualTo(2 * layer + 2 * (4096 + 64));
        assertThat(operations.exported()).isEqualTo(layer + last + 2 * (4096 + 64));
    }

    @Test
    void measuresInTurnsAndTakesTheMedian() {
        Map<String, Rounds.Work> works = new LinkedHashMap<>();
        StringBuffer order = new StringBuffer();
        AtomicInteger done = new AtomicInteger();
        works.put("a", () -> order.append('a'));
        works.put("b", () -> {
            order.append('b');
            done.incrementAndGet();
        });

        Map<String, Rounds.Rates> rates = new Rounds(1, Duration.ZERO, 3).measure(works);

        assertThat(order).hasToString("abababab");
        assertThat(done).hasValue(4);
        assertThat(rates.get("b").byClock())
                .hasSize(3)
                .allSatisfy(rate -> assertThat(rate).isPositive());
        assertThat(Rounds.quantile(List.of(5.0, 1.0, 2.0), 0.5)).isEqualTo(2);
        assertThat(Rounds.quantile(List.of(1.0, 2.0), 0.25)).isCloseTo(1.25, within(1e-9));
    }

    @Test
    void fitsTheGrowthOfMemory() {
        assertThat(MemoryBench.slope(List.of(new double[] {0, 10}, new double[] {1, 13}, new double[] {2, 16})))
                .isCloseTo(3, within(1e-9));
    }
}
