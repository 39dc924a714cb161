package io.moderato.model.bench;

import io.moderato.model.serving.TextClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Measures whether the memory of the process stays the same while very many different texts are scored. */
final class MemoryBench {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int BATCH = 500;
    private static final int SAMPLES = 40;
    private static final int LONGEST = 24;
    private static final int LETTERS = 26;
    private static final double WARM_UP = 0.5;
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

    /** Receives the name of a figure, its format and its values. */
    interface Line {
        void print(String what, String format, Object... values);
    }

    private final TextClassifier classifier;
    private final int texts;
    private final Line line;

    MemoryBench(TextClassifier classifier, int texts, Line line) {
        this.classifier = classifier;
        this.texts = texts;
        this.line = line;
    }

    void run() {
        if (resident().isEmpty() || texts < 1) {
            return;
        }
        Random random = new Random(1);
        List<double[]> samples = new ArrayList<>();
        int scored = 0;
        long start = System.nanoTime();
        long told = start;
        double before = residentMegabytes();
        while (scored < texts) {
            int size = Math.min(BATCH, texts - scored);
            classifier.score(Stream.generate(() -> text(random)).limit(size).toList());
            scored += size;
            if (scored >= (long) texts * (samples.size() + 1) / SAMPLES) {
                samples.add(new double[] {scored, residentMegabytes()});
                if (System.nanoTime() - told > BETWEEN_REPORTS.toNanos()) {
                    told = System.nanoTime();
                    line.print("after %,d texts".formatted(scored), "%,.0f MB resident", samples.getLast()[1]);
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        List<double[]> warm =
                samples.stream().filter(s -> s[0] >= WARM_UP * texts).toList();
        line.print("different texts of mixed lengths, texts/s", "%,.0f", texts / seconds);
        line.print(
                "resident before, warm, and after %,d texts".formatted(texts),
                "%,.0f, %,.0f, %,.0f MB",
                before,
                warm.getFirst()[1],
                warm.getLast()[1]);
        line.print("growth when warm, for each million texts", "%,.0f MB", slope(warm) * 1e6);
    }

    /** The slope of the straight line that fits the points best by least squares. */
    static double slope(List<double[]> points) {
        double meanX = points.stream().mapToDouble(p -> p[0]).average().orElse(0);
        double meanY = points.stream().mapToDouble(p -> p[1]).average().orElse(0);
        double across = 0;
        double along = 0;
        for (double[] point : points) {
            across += (point[0] - meanX) * (point[1] - meanY);
            along += (point[0] - meanX) * (point[0] - meanX);
        }
        return along == 0 ? 0 : across / along;
    }

    private static String text(Random random) {
        return IntStream.range(0, 1 + Math.min(random.nextInt(LONGEST), random.nextInt(LONGEST)))
                .mapToObj(word -> random.ints(2 + random.nextInt(6), 'a', 'a' + LETTERS)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()))
                .collect(Collectors.joining(" "));
    }

    private static double residentMegabytes() {
        return resident().orElse(0) / 1024.0;
    }

    /** The resident memory in kilobytes; empty if the system does not tell it. */
    private static OptionalLong resident() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(each -> each.startsWith("VmRSS:"))
                    .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
