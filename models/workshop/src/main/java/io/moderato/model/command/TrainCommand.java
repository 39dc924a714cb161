package io.moderato.model.command;

import io.moderato.model.augment.Augmentation;
import io.moderato.model.evaluate.Evaluation;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.make.ModelBuild;
import io.moderato.model.train.ModelRecipe;
import io.moderato.model.train.Progress;
import io.moderato.model.train.TrainingOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code workshop train}: labelled data in, model folder out. */
@Command(
        name = "train",
        description = "Trains a model and writes its folder to OUTPUT/model.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    /** The options that say how to train. */
    private static final List<String> OF_TRAINING =
            List.of("--base", "--teachers", "--epochs", "--minutes", "--rate", "--layers", "--width", "--augment");

    @Mixin
    private Folders folders = new Folders();

    @Option(names = "--resume", description = "Go on with an interrupted run in the same output folder.")
    private boolean resume;

    @Option(
            names = "--name",
            defaultValue = "moderato-small",
            description = "Name of the model (default: ${DEFAULT-VALUE}).")
    private String name = "";

    @Option(
            names = "--seed",
            defaultValue = "1",
            description =
                    "Seed of everything random, except for the first weights of the head (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--epochs", defaultValue = "3", description = "Passes over the data (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--minutes",
            defaultValue = "60",
            description = "Longest training time (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--base",
            description =
                    "Folder of a pre-trained encoder (see pretrain), or of a model that learns on; then its layers, width and vocabulary are used.")
    private @Nullable Path base;

    @Option(
            names = "--mean-of",
            split = ",",
            paramLabel = "MODEL",
            description =
                    "Train nothing: the weights are the mean of the weights of these models, which began from one base encoder.")
    private List<Path> meanOf = new ArrayList<>();

    @Option(
            names = "--teachers",
            split = ",",
            paramLabel = "MODEL",
            description = "Folders of models whose scores of the texts are learned beside the labels (default: none).")
    private List<Path> teachers = new ArrayList<>();

    @Option(
            names = "--rate",
            defaultValue = "" + TrainingOptions.STANDARD_RATE,
            description = "Highest learning rate; give a lower one if a model learns on (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--layers",
            description =
                    "Layers of an encoder without --base (default: 4); with --base, the number of its first layers to keep (default: all).")
    private @Nullable Integer layers;

    @Option(
            names = "--width",
            defaultValue = "256",
            description = "Width of an encoder without --base (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--sentences",
            defaultValue = "600",
            description = "Functional sentences of each function to train on, 0 for none (default: ${DEFAULT-VALUE}).")
    private int sentences;

    @Option(
            names = "--augment",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Also train on texts spelled as people spell them to get past filters (default: ${DEFAULT-VALUE}).")
    private boolean augment;

    @Option(
            names = "--rivals",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Train the classical models on the same rows and measure them, too (default: ${DEFAULT-VALUE}).")
    private boolean rivals;

    @Mixin
    private MlflowOption mlflow = new MlflowOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets required options");
        }
        if (!meanOf.isEmpty()) {
            checkMean(spec.commandLine());
        }
        TrainingOptions training;
        try {
            training = TrainingOptions.standard(seed, epochs, Duration.ofMinutes(minutes), rate);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--rate: " + e.getMessage(), e);
        }
        ModelRecipe recipe = new ModelRecipe(
                name,
                ModelRecipe.Shape.of(unlessGiven(ModelRecipe.Shape.STANDARD.layers()), width),
                base,
                base == null ? null : layers,
                meanOf,
                teachers,
                sentences,
                augment ? Augmentation.STANDARD : Augmentation.NONE,
                training,
                rivals,
                command(),
                Evaluation.Options.STANDARD);
        var out = spec.commandLine().getOut();
        ModelBuild build =
                new ModelBuild(recipe, folders.output(), Progress.lines(TimedLines.to(out)), mlflow.server());
        Path model = build.run(folders.data(), resume);
        out.println("Model " + ModelFolder.open(model).version() + " in " + model);
        out.flush();
        return 0;
    }

    private void checkMean(CommandLine line) {
        if (meanOf.size() < 2) {
            throw new ParameterException(line, "--mean-of takes two models or more");
        }
        List<String> given = OF_TRAINING.stream()
                .filter(line.getParseResult()::hasMatchedOption)
                .toList();
        if (!given.isEmpty()) {
            throw new ParameterException(
                    line,
                    "--mean-of trains nothing: leave out "
                            + String.join(", ", given).replace("--augment", "--[no-]augment"));
        }
    }

    private int unlessGiven(int standard) {
        return layers == null ? standard : layers;
    }

    /** The command that was given, with names in place of this machine's folders. */
    private String command() {
        return "./moderato train --data DATA --output OUT --name %s --seed %d%s --sentences %d%s"
                .formatted(
                        name,
                        seed,
                        meanOf.isEmpty() ? training() : " --mean-of " + numbered("MODEL", meanOf.size()),
                        sentences,
                        rivals ? "" : " --no-rivals");
    }

    private String training() {
        return " --epochs %d --minutes %d%s%s%s%s"
                .formatted(
                        epochs,
                        minutes,
                        base == null
                                ? " --layers %d --width %d"
                                        .formatted(unlessGiven(ModelRecipe.Shape.STANDARD.layers()), width)
                                : " --base BASE" + (layers == null ? "" : " --layers " + layers),
                        teachers.isEmpty() ? "" : " --teachers " + numbered("TEACHER", teachers.size()),
                        rate == TrainingOptions.STANDARD_RATE ? "" : " --rate " + rate,
                        augment ? "" : " --no-augment");
    }

    private static String numbered(String name, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> name + number).collect(Collectors.joining(","));
    }
}
