package io.moderato.model.command;

import io.moderato.model.ModelException;
import io.moderato.model.augment.Augmentation;
import io.moderato.model.card.Pages;
import io.moderato.model.encoder.BaseEncoder;
import io.moderato.model.evaluate.Evaluation;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.make.UnseenSources;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.UnseenSource;
import io.moderato.model.train.ModelRecipe;
import io.moderato.model.train.Progress;
import io.moderato.model.train.TrainingOptions;
import io.moderato.model.weights.WriteAside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code workshop leave-one-out}: measures a recipe on sources that it never saw. */
@Command(
        name = "leave-one-out",
        description =
                "For each set that people judged, trains on all other sets and measures on this one. Results that OUTPUT already holds are"
                        + " kept, so an interrupted run goes on when the same command is given again.",
        mixinStandardHelpOptions = true)
final class LeaveOneOutCommand implements Callable<Integer> {
    private static final String TABLE = "leave-one-out.md";

    @Mixin
    private Folders folders = new Folders();

    @Option(names = "--base", required = true, description = "Folder of a pre-trained encoder (see pretrain).")
    private @Nullable Path base;

    @Option(names = "--model", description = "Put the results into the metrics and the card of that model folder.")
    private @Nullable Path model;

    @Option(names = "--sets", split = ",", description = "Only these sets (default: every set that people judged).")
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--together",
            defaultValue = "1",
            description =
                    "The number of sets to leave out at once; more means fewer trainings and a harder test (default: ${DEFAULT-VALUE}).")
    private int together;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--epochs",
            defaultValue = "1",
            description = "Passes over the data of each training (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--minutes",
            defaultValue = "10",
            description = "Longest time of each training (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--sentences",
            defaultValue = "600",
            description = "Functional sentences of each function to train on, 0 for none (default: ${DEFAULT-VALUE}).")
    private int sentences;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (base == null || spec == null) {
            throw new IllegalStateException("picocli sets required options");
        }
        if (BaseEncoder.isClassifier(base)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--base: %s has learned from labels, so no set would be new to it; give an encoder that has only read plain text (see pretrain)"
                            .formatted(base));
        }
        var out = spec.commandLine().getOut();
        Comparison measured = model == null ? null : measured(model);
        ModelRecipe recipe = new ModelRecipe(
                "left-out",
                ModelRecipe.Shape.STANDARD,
                base,
                null,
                List.of(),
                List.of(),
                sentences,
                Augmentation.STANDARD,
                TrainingOptions.standard(seed, epochs, Duration.ofMinutes(minutes)),
                true,
                "",
                Evaluation.Options.STANDARD);
        List<UnseenSource> sources = new UnseenSources(recipe, folders.output(), Progress.lines(TimedLines.to(out)))
                .run(folders.data(), sets, together);
        String table = UnseenSource.table(sources);
        WriteAside.replace(folders.output().resolve(TABLE), aside -> Files.writeString(aside, table));
        if (model != null && measured != null) {
            putInto(model, measured.withUnseen(sources));
        }
        out.printf("%n%s", table);
        out.flush();
        return 0;
    }

    /** The present figures of the model in that folder. They are read before hours of training, so that a wrong folder is known at once. */
    private static Comparison measured(Path folder) {
        ModelFolder opened = ModelFolder.open(folder);
        try {
            return Comparison.of(opened.info().metrics());
        } catch (IllegalArgumentException e) {
            throw new ModelException(opened.file(ModelFolder.METRICS), String.valueOf(e.getMessage()), e);
        }
    }

    private static void putInto(Path folder, Comparison comparison) {
        WriteAside.replace(
                folder.resolve(ModelFolder.METRICS), aside -> ModelFolder.JSON.writeValue(aside, comparison));
        Pages.write(folder);
    }
}
