package io.moderato.model.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.moderato.model.EncoderConfig;
import io.moderato.model.encoder.BertEncoder;
import io.moderato.model.serving.TorchModule;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.BertWeights.Head;
import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Does the steps of the optimiser until a run is over, with evaluations, progress and checkpoints. An interrupted run goes on from its
 * checkpoint. A process has one run at a time.
 */
public final class TrainingLoop {
    private static final Duration REPORTS = Duration.ofSeconds(20);
    /**
     * The difference by which the last evaluation may be worse and still count as the best. At the end the rate has fallen to zero, and an
     * earlier evaluation that was a little better was probably luck.
     */
    private static final double ALIKE = 0.005;
    /**
     * The share of a run before which it is never stopped. Until then the rate is high, and a model that learns on may do worse than at its
     * beginning.
     */
    private static final double SETTLING = 0.5;

    /** A task to learn. */
    public interface Task {
        /** The number of steps in which everything is seen once. */
        int stepsOfEpoch();

        /** The facts, beside the options, that must be the same in a resumed run. */
        String fingerprint();

        /** The loss of that step, as a scalar, and the number of its tokens. */
        Step step(BertEncoder encoder, NDManager scope, long step);

        /** Measures how well the task is learned. */
        Evaluation evaluate(BertEncoder encoder, NDManager manager);
    }

    /** A loss to be lowered, and the number of tokens that were read for it. */
    public record Step(NDArray loss, int tokens) {}

    /**
     * @param score the score; higher is better
     * @param description the result in words
     */
    public record Evaluation(double score, String description) {}

    private final TrainingOptions options;
    private final EncoderConfig config;
    private final Head head;
    private final Task task;
    private final Path state;
    private final Progress progress;
    private final String fingerprint;

    private double secondsBefore;
    private long started;
    private long steps;
    private double bestScore = Double.NEGATIVE_INFINITY;
    private long bestStep;
    private int sinceBest;

    /** @param state folder for checkpoints */
    public TrainingLoop(
            TrainingOptions options, EncoderConfig config, Head head, Task task, Path state, Progress progress) {
        this.options = options;
        this.config = config;
        this.head = head;
        this.task = task;
        this.state = state;
        this.progress = progress;
        this.fingerprint = options.fingerprint() + ", " + task.fingerprint() + ", " + config.parameters() + " weights";
    }

    /**
     * Trains to the end, to the time limit, or until further evaluations get no better. Returns the weights of the best evaluation, or the
     * last weights if they are as good.
     *
     * @param resume whether to go on from a checkpoint, if there is one; otherwise the run starts anew
     * @param first the weights of a new run
     */
    public TrainingResult run(boolean resume, Supplier<Map<String, Tensor>> first) {
        Optional<Checkpoint> checkpoint = resume ? Checkpoint.read(state, fingerprint) : Optional.empty();
        Engine engine = Engine.getEngine("PyTorch");
        // if a model was loaded before in this process, an operation may use only one thread
        TorchModule.useThreads(Runtime.getRuntime().availableProcessors());
        try (NDManager manager = engine.newBaseManager();
                BertEncoder encoder = new BertEncoder(
                        manager,
                        config,
                        head,
                        options.arithmetic(),
                        checkpoint.map(Checkpoint::weights).orElseGet(first));
                AdamW optimizer = new AdamW(manager, encoder.weights(), options.weightDecay(), options.clip());
                GradientCollector collector = engine.newGradientCollector()) {
            encoder.weights().values().forEach(weight -> weight.setRequiresGradient(true));
            checkpoint.ifPresent(c -> restore(c, optimizer));
            started = System.nanoTime();
            run(engine, manager, encoder, optimizer, collector);
        }
        return new TrainingResult(
                BertWeights.read(best(), config, head),
                bestStep,
                bestScore,
                steps,
                task.stepsOfEpoch(),
                seconds() / 60);
    }

    private void restore(Checkpoint checkpoint, AdamW optimizer) {
        optimizer.restore(checkpoint.steps(), checkpoint.moments());
        steps = checkpoint.steps();
        secondsBefore = checkpoint.seconds();
        bestScore = checkpoint.bestScore();
        bestStep = checkpoint.bestStep();
        sinceBest = checkpoint.sinceBest();
        progress.say("Resuming after step " + steps);
    }

    private void run(
            Engine engine, NDManager manager, BertEncoder encoder, AdamW optimizer, GradientCollector collector) {
        int evaluated = (int) (done() * options.evaluations());
        long reported = System.nanoTime();
        long saved = reported;
        long tokens = 0;
        double lossSum = 0;
        int lossCount = 0;
        double done = done();
        while (done < 1) {
            // with a seed for each step, a resumed run drops out the same units as an uninterrupted run
            engine.setRandomSeed((int) (options.seed() * 1_000_003 + steps));
            try (NDManager scope = manager.newSubManager()) {
                Step step = task.step(encoder, scope, steps);
                collector.backward(step.loss());
                lossSum += step.loss().getFloat();
                lossCount++;
                tokens += step.tokens();
            }
            optimizer.step(options.rateAt(steps, done));
            steps++;
            done = done();
            long now = System.nanoTime();
            if (now - reported > REPORTS.toNanos()) {
                report(done, lossSum / lossCount, tokens * 1e9 / (now - reported));
                reported = now;
                tokens = 0;
                lossSum = 0;
                lossCount = 0;
            }
            if ((int) (done * options.evaluations()) > evaluated || done >= 1) {
                evaluated = (int) (done * options.evaluations());
                evaluate(manager, encoder, done);
                if (sinceBest > options.patience()) {
                    progress.say("Stopping: no better evaluation since step " + bestStep);
                    done = 1;
                }
            }
            if (now - saved > options.checkpoints().toNanos() || done >= 1) {
                checkpoint(encoder, optimizer);
                saved = now;
            }
        }
    }

    /** The share of the run that is done: by steps or by time, whichever is larger. */
    private double done() {
        double total = (double) task.stepsOfEpoch() * options.epochs();
        return Math.max(steps / total, seconds() / options.limit().toSeconds());
    }

    private double seconds() {
        return started == 0 ? secondsBefore : secondsBefore + (System.nanoTime() - started) / 1e9;
    }

    private void report(double done, double loss, double tokensPerSecond) {
        progress.say(String.format(
                Locale.ROOT,
                "step %d, epoch %d, %.1f %%, loss %.4f, %.0f tokens/s, %.0f min left",
                steps,
                steps / task.stepsOfEpoch() + 1,
                100 * done,
                loss,
                tokensPerSecond,
                seconds() * (1 - done) / done / 60));
        progress.metric("loss", loss, steps);
        progress.metric("tokens_per_second", tokensPerSecond, steps);
    }

    private void evaluate(NDManager manager, BertEncoder encoder, double done) {
        Evaluation evaluation = task.evaluate(encoder, manager);
        progress.say("evaluation at step " + steps + ": " + evaluation.description());
        progress.metric("validation", evaluation.score(), steps);
        // of equal evaluations, the later one counts, because its weights have seen more
        if (evaluation.score() >= bestScore - (done >= 1 ? ALIKE : 0)) {
            bestScore = evaluation.score();
            bestStep = steps;
            sinceBest = 0;
            SafeTensors.write(best(), encoder.values(), SafeTensors.Type.F32, Map.of("step", String.valueOf(steps)));
        } else if (done >= SETTLING) {
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
}
