package io.moderato.model.command;

import io.moderato.model.data.DataFolder;
import io.moderato.model.data.DataFolder.Split;
import io.moderato.model.data.LabelledText;
import io.moderato.model.functional.FunctionalSentences;
import io.moderato.model.rivals.Rivals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code workshop rivals}: trains only the classical rivals, so that a model can be measured beside them. */
@Command(
        name = "rivals",
        description = "Trains the classical rivals: a linear model on n-grams and a random forest on TF-IDF.",
        mixinStandardHelpOptions = true)
final class RivalsCommand implements Callable<Integer> {
    @Mixin
    private Folders folders = new Folders();

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--sentences",
            defaultValue = "600",
            description =
                    "Functional sentences of each function to learn beside the data, as `train` takes them, 0 for none"
                            + " (default: ${DEFAULT-VALUE}).")
    private int sentences;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets required options");
        }
        var out = spec.commandLine().getOut();
        DataFolder folder = folders.data();
        List<LabelledText> rows = new ArrayList<>(folder.read(Split.TRAIN));
        rows.addAll(FunctionalSentences.toTrainOn(sentences));
        Rivals rivals = Rivals.train(rows, folder.read(Split.VALIDATION), seed, TimedLines.to(out));
        rivals.save(folders.output());
        out.println("Rivals in " + folders.output());
        out.flush();
        return 0;
    }
}
