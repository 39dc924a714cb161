package io.moderato.model.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.moderato.model.EncoderConfig;
import io.moderato.model.encoder.BertEncoder;
import io.moderato.model.encoder.BertWeights;
import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Trains an encoder and its head on labelled examples, and goes on where it was interrupted. One run at a time in a process. */
public final class Trainer {
    private static final Duration REPORTS = Duration.ofSeconds(20);

    private final TrainingOptions options;
    private final EncoderConfig config;
    private final List<Example> examples;
    private final List<Example> validation;
    private final float[] positiveWeights;
    private final Path state;
    private final Consumer<String> report;
    private final int batchesOfEpoch;
    private final String fingerprint;

    private double secondsBefore;
    private long started;
    private long steps;
    private double bestScore = Double.NEGATIVE_INFINITY;
    private long bestStep;
    private int sinceBest;

    /**
     * @param state folder for checkpoints
     * @param report gets a line of progress about every 20 seconds
     */
    public Trainer(
            TrainingOptions options,
            EncoderConfig config,
            List<Example> examples,
            List<Example> validation,
            Path state,
            Consumer<String> report) {
        this.options = options;
        this.config = config;
        this.examples = examples;
        this.validation = validation;
        this.state = state;
        this.report = report;
        this.positiveWeights = positiveWeights(examples, config.labels().size());
        this.batchesOfEpoch = Math.ceilDiv(examples.size(), options.rows());
        this.fingerprint = options + ", " + examples.size() + " texts, " + config.parameters() + " weights";
    }

    /**
     * Trains to the end, the time limit or the last useful evaluation, and returns the weights that did best on
     * validation.
     *
     * @param resume whether to go on from a checkpoint if there is one; else the run starts anew
     */
    public TrainingResult train(boolean resume) {
        Optional<Checkpoint> checkpoint = resume ? Checkpoint.read(state, fingerprint) : Optional.empty();
        Engine engine = Engine.getEngine("PyTorch");
        try (NDManager manager = engine.newBaseManager();
                BertEncoder encoder = new BertEncoder(
                        manager, config, checkpoint.map(Checkpoint::weights).orElseGet(this::initialWeights));
                AdamW optimizer = new AdamW(manager, encoder.weights(), options.weightDecay(), options.clip());
                GradientCollector collector = engine.newGradientCollector()) {
            encoder.weights().values().forEach(weight -> weight.setRequiresGradient(true));
            checkpoint.ifPresent(c -> restore(c, optimizer));
            started = System.nanoTime();
            run(engine, manager, encoder, optimizer, collector);
        }
        return new TrainingResult(
                BertWeights.read(best(), config), bestStep, bestScore, steps, batchesOfEpoch, seconds() / 60);
    }

    private Map<String, Tensor> initialWeights() {
        Map<String, Tensor> weights = BertWeights.initial(config, options.seed());
        Tensor words = weights.get(BertWeights.WORDS);
        if (words != null && options.warmStartEpochs() > 0) {
            double loss = WordWarmStart.train(
                    words.values(),
                    config.width(),
                    examples,
                    positiveWeights,
                    options.warmStartEpochs(),
                    options.seed());
            report.accept(String.format(Locale.ROOT, "word embeddings warmed up, loss %.4f", loss));
        }
        return weights;
    }

    private void restore(Checkpoint checkpoint, AdamW optimizer) {
        optimizer.restore(checkpoint.steps(), checkpoint.moments());
        steps = checkpoint.steps();
        secondsBefore = checkpoint.seconds();
        bestScore = checkpoint.bestScore();
        bestStep = checkpoint.bestStep();
        sinceBest = checkpoint.sinceBest();
        report.accept("Resuming after step " + steps);
    }

    private void run(
            Engine engine, NDManager manager, BertEncoder encoder, AdamW optimizer, GradientCollector collector) {
        long total = (long) batchesOfEpoch * options.epochs();
        int evaluated = (int) (progress(total) * options.evaluations());
        long reported = System.nanoTime();
        long saved = reported;
        long tokens = 0;
        double lossSum = 0;
        int lossCount = 0;
        List<int[]> plan = List.of();
        int planned = -1;
        double progress = progress(total);
        while (progress < 1) {
            int epoch = (int) (steps / batchesOfEpoch);
            if (epoch != planned) {
                plan = BatchPlan.of(examples, options.rows(), options.seed(), epoch);
                planned = epoch;
            }
            // Seeded for each step, a resumed run drops out the same units as an uninterrupted one.
            engine.setRandomSeed((int) (options.seed() * 1_000_003 + steps));
            try (NDManager scope = manager.newSubManager()) {
                TensorBatch batch = TensorBatch.of(
                        scope, examples, plan.get((int) (steps % batchesOfEpoch)), positiveWeights, config.paddingId());
                NDArray loss = batch.loss(encoder.logits(batch.ids(), batch.mask(), true));
                collector.backward(loss);
                lossSum += loss.getFloat();
                lossCount++;
                tokens += batch.tokens();
            }
            optimizer.step(options.rateAt(progress));
            steps++;
            progress = progress(total);
            long now = System.nanoTime();
            if (now - reported > REPORTS.toNanos()) {
                report(progress, epoch, lossSum / lossCount, tokens * 1e9 / (now - reported));
                reported = now;
                tokens = 0;
                lossSum = 0;
                lossCount = 0;
            }
            if ((int) (progress * options.evaluations()) > evaluated || progress >= 1) {
                evaluated = (int) (progress * options.evaluations());
                evaluate(manager, encoder);
                if (sinceBest > options.patience()) {
                    report.accept("Stopping: no better evaluation since step " + bestStep);
                    progress = 1;
                }
            }
            if (now - saved > options.checkpoints().toNanos() || progress >= 1) {
                checkpoint(encoder, optimizer);
                saved = now;
            }
        }
    }

    private double progress(long total) {
        return Math.max(steps / (double) total, seconds() / options.limit().toSeconds());
    }

    private double seconds() {
        return started == 0 ? secondsBefore : secondsBefore + (System.nanoTime() - started) / 1e9;
    }

    private void report(double progress, int epoch, double loss, double tokensPerSecond) {
        report.accept(String.format(
                Locale.ROOT,
                "step %d, epoch %d, %.1f %%, loss %.4f, %.0f tokens/s, %.0f min left",
                steps,
                epoch + 1,
                100 * progress,
                loss,
                tokensPerSecond,
                seconds() * (1 - progress) / progress / 60));
    }

    private void evaluate(NDManager manager, BertEncoder encoder) {
        ValidationScore score = ValidationScore.of(manager, encoder, validation, options.rows());
        report.accept("evaluation at step " + steps + ": " + score.describe(config.labelsInOrder()));
        // Of equals the later: it has seen more.
        if (score.mean() >= bestScore) {
            bestScore = score.mean();
            bestStep = steps;
            sinceBest = 0;
            SafeTensors.write(best(), encoder.values(), SafeTensors.Type.F32, Map.of("step", String.valueOf(steps)));
        } else {
            sinceBest++;
        }
    }

    private void checkpoint(BertEncoder encoder, AdamW optimizer) {
        new Checkpoint(
                        steps,
                        seconds(),
                        bestScore,
                        bestStep,
                        sinceBest,
                        fingerprint,
                        encoder.values(),
                        optimizer.moments())
                .write(state);
    }

    private Path best() {
        return state.resolve("best.safetensors");
    }

    /** Rare categories count more: the square root of how much rarer positives are, at most 4. Calibration evens it out. */
    private static float[] positiveWeights(List<Example> examples, int outputs) {
        double[] positives = new double[outputs];
        double[] known = new double[outputs];
        for (Example example : examples) {
            for (int i = 0; i < outputs; i++) {
                known[i] += example.weights()[i];
                positives[i] += example.weights()[i] * example.targets()[i];
            }
        }
        float[] weights = new float[outputs];
        for (int i = 0; i < outputs; i++) {
            double ratio = (known[i] - positives[i]) / Math.max(1, positives[i]);
            weights[i] = (float) Math.clamp(Math.sqrt(ratio), 1, 4);
        }
        return weights;
    }
}
