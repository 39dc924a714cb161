package io.moderato.model.command;

import io.moderato.model.data.DataFolder;
import io.moderato.model.pretrain.CorpusMix;
import io.moderato.model.pretrain.Pretraining;
import io.moderato.model.train.ModelRecipe;
import io.moderato.model.train.Progress;
import io.moderato.model.train.TrainingOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code workshop pretrain}: plain text in, base encoder out. */
@Command(
        name = "pretrain",
        description = "Trains a base encoder as a masked language model and writes its folder to OUTPUT/base.",
        mixinStandardHelpOptions = true)
final class PretrainCommand implements Callable<Integer> {
    @Mixin
    private Folders folders = new Folders();

    @Option(
            names = "--resume",
            description =
                    "Go on with an interrupted run in the same output folder; with more --minutes, make a finished run longer.")
    private boolean resume;

    @Option(
            names = "--pack",
            description =
                    "Only write the vocabulary and the packed texts, to OUTPUT/pretraining, for training on a GPU. If that training goes on from a base encoder, name this encoder with --base here, too.")
    private boolean pack;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--epochs", defaultValue = "10", description = "Passes over the text (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--minutes",
            defaultValue = "240",
            description = "Longest training time (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--base",
            description =
                    "Folder of a base encoder to go on from instead of random weights; then its width, tokens and vocabulary are used.")
    private @Nullable Path base;

    @Option(
            names = "--layers",
            description =
                    "Layers of the encoder (default: 4, or as many as the base has). If the base has fewer layers, its last layers are copied on top and learn on from there.")
    private @Nullable Integer layers;

    @Option(names = "--width", defaultValue = "256", description = "Width of the encoder (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--tokens",
            defaultValue = "128",
            description = "Tokens that the encoder reads at once (default: ${DEFAULT-VALUE}).")
    private int tokens;

    @Option(
            names = "--mix",
            defaultValue = CorpusMix.STANDARD,
            description = "How often each corpus counts, by the beginning of its name (default: ${DEFAULT-VALUE}).")
    private String mix = "";

    @Mixin
    private MlflowOption mlflow = new MlflowOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets required options");
        }
        if (pack && resume) {
            throw new ParameterException(
                    spec.commandLine(), "--pack begins anew in an empty output folder: leave out --resume");
        }
        CorpusMix parsed;
        try {
            parsed = CorpusMix.parse(mix);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--mix: " + e.getMessage(), e);
        }
        var out = spec.commandLine().getOut();
        Pretraining pretraining = new Pretraining(
                base == null ? shape() : Pretraining.Shape.of(base, layers),
                base,
                TrainingOptions.pretraining(seed, epochs, Duration.ofMinutes(minutes)),
                parsed,
                command(parsed),
                folders.output(),
                Progress.lines(TimedLines.to(out)),
                mlflow.server());
        DataFolder folder = folders.data();
        out.println(
                pack
                        ? "Packed texts in " + pretraining.pack(folder)
                        : "Base encoder in " + pretraining.run(folder, resume));
        out.flush();
        return 0;
    }

    private Pretraining.Shape shape() {
        ModelRecipe.Shape standard = ModelRecipe.Shape.STANDARD;
        return new Pretraining.Shape(
                layers == null ? standard.layers() : layers,
                width,
                Math.max(1, width / 64),
                standard.vocabulary(),
                tokens);
    }

    /** The command that was given, with names in place of this machine's folders. */
    private String command(CorpusMix parsed) {
        return "./moderato pretrain --data DATA --output OUT --seed %d --epochs %d --minutes %d%s --mix %s"
                .formatted(
                        seed,
                        epochs,
                        minutes,
                        base == null
                                ? " --layers %d --width %d --tokens %d".formatted(shape().layers(), width, tokens)
                                : " --base BASE" + (layers == null ? "" : " --layers " + layers),
                        parsed);
    }
}
