package io.moderato.standalone;

import io.moderato.model.serving.TextClassifier;
import io.moderato.model.serving.TorchModule;
import io.moderato.standalone.OneTextCallers.Load;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures synchronous calls of one text each: many callers beside the model's own batch throughput and beside the same model served the
 * plain way, one caller beside the model's own time, and the spread of times at 70 % of the load. Every ratio is of figures of one round,
 * because machines are shared; the median over the rounds counts.
 */
final class ApiBench {
    private static final int CALLERS = 32;
    private static final int OPEN_LOOP_CALLERS = 128;
    private static final double LOAD = 0.7;
    /** Java compiles what runs often, and until it has, compiling takes the processors from what is measured. */
    private static final Duration WARM_UP = Duration.ofSeconds(40);

    private static final int TEXTS = 40_000;

    private final int rounds;
    private final Duration slice;
    private final Path plainProgram;
    private final Map<String, List<Double>> ratios = new LinkedHashMap<>();
    private int used;

    /**
     * A benchmark.
     *
     * @param slice        the time of each measurement in a round
     * @param plainProgram the shipped model's program in fp32
     */
    ApiBench(int rounds, Duration slice, Path plainProgram) {
        this.rounds = rounds;
        this.slice = slice;
        this.plainProgram = plainProgram;
    }

    int run() throws IOException, InterruptedException {
        BenchPlatform.measure(100_000_000, Map.of(), this::measure);
        System.out.printf("%nMedian of %d rounds%n", rounds);
        ratios.forEach((name, values) -> System.out.printf("%-64s %8.2f%n", name, Median.of(values)));
        return 0;
    }

    private void measure(Platform platform) throws IOException, InterruptedException {
        TextClassifier model = platform.part(TextClassifier.class);
        try (TorchModule program = TorchModule.load(plainProgram, 0);
                PlainServer plain = PlainServer.start(model, program);
                OneTextCallers one = new OneTextCallers(BenchPlatform.KEY, 1);
                OneTextCallers many = new OneTextCallers(BenchPlatform.KEY, CALLERS);
                OneTextCallers anyone = new OneTextCallers(BenchPlatform.KEY, OPEN_LOOP_CALLERS)) {
            URI ours = URI.create(platform.url() + "/api/v1/moderate");
            System.out.println("Warming up");
            many.closedLoop(URI.create(plain.url()), texts(), slice);
            many.closedLoop(ours, texts(), WARM_UP);
            for (int round = 1; round <= rounds; round++) {
                System.out.printf("%nRound %d of %d%n", round, rounds);
                round(new ModelAlone(model), ours, URI.create(plain.url()), one, many, anyone);
            }
        }
    }

    private void round(
            ModelAlone model, URI ours, URI plain, OneTextCallers one, OneTextCallers many, OneTextCallers anyone)
            throws IOException, InterruptedException {
        double batches = model.textsPerSecond(texts(), slice);
        Load together = many.closedLoop(ours, texts(), slice);
        double batchesAgain = model.textsPerSecond(texts(), slice);
        Load plainly = many.closedLoop(plain, texts(), slice);
        double alone = model.oneByOne(texts(), slice).millis(0.5);
        Load single = one.closedLoop(ours, texts(), slice);
        double aloneAgain = model.oneByOne(texts(), slice).millis(0.5);
        Load busy = anyone.openLoop(ours, texts(), LOAD * together.perSecond(), slice.multipliedBy(3));

        double batch = (batches + batchesAgain) / 2;
        double own = (alone + aloneAgain) / 2;
        line("the model's own batch throughput, texts/s", batch);
        line(CALLERS + " callers of one text, texts/s", together.perSecond());
        line("the plain way, " + CALLERS + " callers, texts/s", plainly.perSecond());
        line("the model's own time for one text, p50 ms", own);
        line("one caller, p50 ms", single.latencies().millis(0.5));
        line("at 70 % load, p50 ms", busy.latencies().millis(0.5));
        line("at 70 % load, p99 ms", busy.latencies().millis(0.99));
        ratio(CALLERS + " callers / the model's batch throughput (wanted: 0.8)", together.perSecond() / batch);
        ratio(
                CALLERS + " callers / the plain way (wanted: 3 with AVX2, 5 with VNNI or AMX)",
                together.perSecond() / plainly.perSecond());
        ratio(
                "what one text alone waits beyond the model, ms (wanted: at most 3)",
                single.latencies().millis(0.5) - own);
        ratio(
                "p99 / p50 at 70 % load (wanted: under 10)",
                busy.latencies().millis(0.99) / busy.latencies().millis(0.5));
    }

    /** Texts that were not posted before. */
    private List<String> texts() throws IOException {
        return BenchTexts.of("r" + used++ + "-", TEXTS);
    }

    private static void line(String what, double figure) {
        System.out.printf("  %-62s %8.2f%n", what, figure);
    }

    private void ratio(String name, double value) {
        line(name, value);
        ratios.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    }
}
