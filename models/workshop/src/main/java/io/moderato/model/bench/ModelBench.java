package io.moderato.model.bench;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import io.moderato.model.bench.Rounds.Rates;
import io.moderato.model.bench.Rounds.Work;
import io.moderato.model.encoder.Arithmetic;
import io.moderato.model.export.TorchScriptExport;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.folder.ShippedModel;
import io.moderato.model.serving.TextClassifier;
import io.moderato.model.serving.TorchModule;
import io.moderato.model.train.TrainingSpeed;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Measures the speed of the model as ratios of figures from the same run: int8 against fp32 and against the machine's own peak, one text
 * against a batch, mixed lengths against batches of one length, loading, memory, and training against the machine's fp32 peak.
 */
public final class ModelBench {
    private static final int ROWS = 32;
    private static final int TOKENS = 32;
    private static final int VOCABULARY = 16_000;
    private static final int POSITIONS = 64;
    private static final int FEW = 8;
    private static final int PEAK = 1024;
    private static final int LARGER_PEAK = 2048;
    private static final int LOADS = 5;
    private static final long SEED = 1;

    /**
     * The extent of a measurement.
     *
     * @param slice the time of one turn of each measurement
     * @param rounds the number of turns of each measurement
     * @param shipped whether the shipped model is measured
     * @param shapes the encoders with random weights that are measured, as layers × width
     * @param texts the number of texts that are scored to see whether memory stays the same
     */
    public record Extent(Duration slice, int rounds, boolean shipped, List<int[]> shapes, int texts) {
        /** The extent that the command measures. */
        public static Extent standard(int texts) {
            return new Extent(Duration.ofMillis(700), 9, true, List.of(new int[] {4, 256}, new int[] {6, 384}), texts);
        }
    }

    private final Extent extent;
    private final PrintWriter out;
    private final int workers = Runtime.getRuntime().availableProcessors();

    public ModelBench(Extent extent, PrintWriter out) {
        this.extent = extent;
        this.out = out;
    }

    /** Measures everything and prints it, a line for each figure. */
    public void run() throws IOException {
        Path temp = Files.createTempDirectory("moderato-bench");
        try {
            out.printf(
                    "%d processors, %d rounds in turns; rates by processor time, with the spread of the quartiles; by the clock in brackets%n",
                    workers, extent.rounds);
            List<EncoderConfig> shapes = new ArrayList<>();
            if (extent.shipped && ShippedModel.isPresent()) {
                shapes.add(shipped(temp));
            }
            for (int[] shape : extent.shapes) {
                EncoderConfig config = config(shape[0], shape[1]);
                if (shapes.stream().noneMatch(s -> s.layers() == config.layers() && s.width() == config.width())) {
                    shapes.add(config);
                }
            }
            TorchModule.useThreads(1);
            for (EncoderConfig shape : shapes) {
                serving(temp, shape);
            }
            for (int[] shape : extent.shapes) {
                training(temp, config(shape[0], shape[1]));
            }
            if (extent.shipped && ShippedModel.isPresent()) {
                memory(temp);
            }
        } finally {
            delete(temp);
            out.flush();
        }
    }

    private EncoderConfig shipped(Path temp) {
        Path folder = ShippedModel.unpackTo(temp.resolve("shipped"));
        heading("The shipped model");
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < LOADS; i++) {
            long start = System.nanoTime();
            TextClassifier.load(folder).close();
            seconds.add((System.nanoTime() - start) / 1e9);
        }
        line("loading, the first time (engine started too)", "%.2f s   (wanted: under 3)", seconds.getFirst());
        line("loading, median of %d".formatted(LOADS), "%.2f s", Rounds.quantile(seconds, 0.5));
        return ModelFolder.open(folder).config();
    }

    /** Measures the memory. This comes last, because a million texts take minutes. */
    private void memory(Path temp) {
        heading("Memory while the shipped model scores %,d texts".formatted(extent.texts));
        TorchModule.useThreads(1);
        try (TextClassifier classifier = TextClassifier.load(ShippedModel.unpackTo(temp.resolve("shipped")))) {
            new MemoryBench(classifier, extent.texts, this::line).run();
        }
    }

    private void serving(Path temp, EncoderConfig config) {
        heading("%d layers × %d, %d × %d tokens, %d workers"
                .formatted(config.layers(), config.width(), ROWS, TOKENS, workers));
        Map<String, Tensor> weights = BertWeights.initial(config, SEED);
        long[][] batch = windows(config, ROWS, TOKENS);
        try (TorchModule fp32 = exported(temp, config, weights, Precision.FP32);
                TorchModule int8 = exported(temp, config, weights, Precision.INT8);
                TorchModule peak = MatrixPeak.load(temp.resolve("p.pt"), MatrixPeak.Kind.INT8, PEAK, PEAK, PEAK);
                TorchModule larger =
                        MatrixPeak.load(temp.resolve("l.pt"), MatrixPeak.Kind.INT8, PEAK, LARGER_PEAK, LARGER_PEAK)) {
            long[][] any = {{0}};
            Map<String, Work> works = new LinkedHashMap<>();
            works.put("fp32", () -> fp32.logits(batch));
            works.put("int8", () -> int8.logits(batch));
            works.put("peak", () -> peak.logits(any));
            works.put("larger", () -> larger.logits(any));
            Map<String, Rates> rates = rounds(workers).measure(works);
            Rates of8 = rates(rates, "int8");
            rate("fp32, texts/s", rates(rates, "fp32"), ROWS);
            rate("int8, texts/s", of8, ROWS);
            line(
                    "int8 / fp32",
                    "%.2f   (wanted: at least 3.5)",
                    of8.median() / rates(rates, "fp32").median());
            double small = rates(rates, "peak").median() * MatrixPeak.operations(PEAK, PEAK, PEAK);
            double large = rates(rates, "larger").median() * MatrixPeak.operations(PEAK, LARGER_PEAK, LARGER_PEAK);
            double best = Math.max(small, large);
            line("int8 product of matrices, peak", "%,.0f Gop/s", best / 1e9);
            EncoderOperations operations = EncoderOperations.of(config, TOKENS);
            double texts = of8.median() * ROWS;
            line(
                    "share of it, by the encoder's operations",
                    "%.2f   (wanted: at least 0.6)",
                    texts * operations.whole() / best);
            line("share of it, by the operations that are computed", "%.2f", texts * operations.exported() / best);
            single(config, int8);
            mixed(config, int8);
        }
    }

    private void single(EncoderConfig config, TorchModule int8) {
        long[][] one = windows(config, 1, TOKENS);
        long[][] few = windows(config, FEW, TOKENS);
        Map<String, Rates> rates =
                rounds(1).measure(Map.of("one", () -> int8.logits(one), "few", () -> int8.logits(few)));
        line("one text by itself", "%.2f ms", 1e3 / rates(rates, "one").median());
        line(
                "one text / its share of a batch of %d".formatted(FEW),
                "%.2f   (wanted: at most 2)",
                rates(rates, "few").median() * FEW / rates(rates, "one").median());
    }

    private void mixed(EncoderConfig config, TorchModule int8) {
        MixedLengths lengths = new MixedLengths(int8, length -> windows(config, 1, length)[0], config.positions());
        Map<String, Rates> rates = rounds(1).measure(Map.of("mixed", lengths::mixed, "apart", lengths::apart));
        line(
                "mixed lengths / the sum of their own",
                "%.2f   (wanted: at most 1.15)",
                rates(rates, "apart").median() / rates(rates, "mixed").median() * lengths.apartShare());
    }

    /** Measures training. The operations of a training step share the processors, so only the clock can measure them. */
    private void training(Path temp, EncoderConfig config) {
        heading("Training %d layers × %d, steps of %d × %d tokens"
                .formatted(config.layers(), config.width(), ROWS, TOKENS));
        TorchModule.useThreads(workers);
        Arithmetic fastest = Arithmetic.fastest();
        try (TrainingSpeed plain = new TrainingSpeed(config, Arithmetic.FLOAT32, ROWS, TOKENS);
                TrainingSpeed quick = new TrainingSpeed(config, fastest, ROWS, TOKENS);
                TorchModule peak = MatrixPeak.load(temp.resolve("f.pt"), MatrixPeak.Kind.FP32, PEAK, PEAK, PEAK)) {
            long[][] any = {{0}};
            Map<String, Work> works = new LinkedHashMap<>();
            works.put("peak", () -> peak.logits(any));
            works.put(Arithmetic.FLOAT32.name(), plain::step);
            works.put(fastest.name(), quick::step);
            Map<String, Rates> rates = rounds(1).measure(works);
            double best = rates(rates, "peak").medianByClock() * MatrixPeak.operations(PEAK, PEAK, PEAK);
            line("fp32 product of matrices, peak", "%,.0f Gop/s", best / 1e9);
            double operations = EncoderOperations.of(config, TOKENS).training();
            for (String arithmetic : works.keySet().stream().skip(1).toList()) {
                double texts = rates(rates, arithmetic).medianByClock() * ROWS;
                line("tokens/s in " + arithmetic.toLowerCase(java.util.Locale.ROOT), "%,.0f", texts * TOKENS);
                line("share of the fp32 peak", "%.2f   (wanted: at least 0.4)", texts * operations / best);
            }
        } finally {
            TorchModule.useThreads(1);
        }
    }

    private Rounds rounds(int threads) {
        return new Rounds(threads, extent.slice, extent.rounds);
    }

    private static TorchModule exported(
            Path temp, EncoderConfig config, Map<String, Tensor> weights, Precision precision) {
        Path file = temp.resolve(precision + ".pt");
        TorchScriptExport.write(file, config, weights, precision, List.of(windows(config, ROWS, TOKENS)));
        return TorchModule.load(file, config.paddingId());
    }

    private static EncoderConfig config(int layers, int width) {
        return EncoderConfig.bert(
                VOCABULARY, layers, width, Math.max(1, width / 64), POSITIONS, List.of(Category.values()));
    }

    private static long[][] windows(EncoderConfig config, int rows, int tokens) {
        Random random = new Random(SEED);
        long[][] windows = new long[rows][];
        for (int row = 0; row < rows; row++) {
            windows[row] = random.longs(tokens, 1, config.vocabularySize()).toArray();
        }
        return windows;
    }

    private static Rates rates(Map<String, Rates> all, String name) {
        Rates rates = all.get(name);
        if (rates == null) {
            throw new IllegalStateException("Nothing was measured as " + name);
        }
        return rates;
    }

    private void rate(String what, Rates rates, double pieces) {
        line(
                what,
                "%,.0f ± %.0f %%  [%,.0f]",
                rates.median() * pieces,
                100 * rates.spread() / 2,
                rates.medianByClock() * pieces);
    }

    private void heading(String text) {
        out.printf("%n%s%n", text);
        out.flush();
    }

    private void line(String what, String format, Object... values) {
        out.printf("  %-50s %s%n", what, format.formatted(values));
        out.flush();
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new ModelException(folder, "cannot be removed: " + e.getMessage(), e);
        }
    }
}
