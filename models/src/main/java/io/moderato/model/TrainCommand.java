package io.moderato.model;

import io.moderato.model.data.DataFolder;
import io.moderato.model.train.TrainingOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code workshop train}: labelled data in, model folder out. */
@Command(
        name = "train",
        description = "Trains a model and writes its folder to OUTPUT/model.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, description = "Folder with text/*.jsonl.gz and corpora/*.txt.xz.")
    private @Nullable Path data;

    @Option(names = "--output", required = true, description = "Folder for the run and its result.")
    private @Nullable Path output;

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
            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--epochs", defaultValue = "3", description = "Passes over the data (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--minutes",
            defaultValue = "60",
            description = "Longest training time (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(names = "--layers", defaultValue = "4", description = "Layers of the encoder (default: ${DEFAULT-VALUE}).")
    private int layers;

    @Option(names = "--width", defaultValue = "256", description = "Width of the encoder (default: ${DEFAULT-VALUE}).")
    private int width;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (data == null || output == null || spec == null) {
            throw new IllegalStateException("picocli sets required options");
        }
        ModelBuild.Shape standard = ModelBuild.Shape.STANDARD;
        ModelBuild.Shape shape = new ModelBuild.Shape(
                layers,
                width,
                Math.max(1, width / 64),
                standard.vocabulary(),
                standard.maxTokens(),
                standard.windowOverlap());
        String command =
                "./moderato train --data DATA --output OUT --name %s --seed %d --epochs %d --minutes %d --layers %d --width %d"
                        .formatted(name, seed, epochs, minutes, layers, width);
        var out = spec.commandLine().getOut();
        ModelBuild build = new ModelBuild(
                name,
                shape,
                TrainingOptions.standard(seed, epochs, Duration.ofMinutes(minutes)),
                output,
                command,
                Duration.ofSeconds(5),
                line -> {
                    out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
                    out.flush();
                });
        Path model = build.run(DataFolder.open(data), resume);
        out.println("Model " + ModelFolder.open(model).version() + " in " + model);
        out.flush();
        return 0;
    }
}
