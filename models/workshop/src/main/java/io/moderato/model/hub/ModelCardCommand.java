package io.moderato.model.hub;

import io.moderato.model.card.Pages;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code model card FOLDER}: writes the page about a model or a base encoder again, from its other files. */
@Command(
        name = "card",
        description = "Writes the card of a model, or the page of a base encoder, again from the folder's other files.",
        mixinStandardHelpOptions = true)
final class ModelCardCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "The folder of a model or of a base encoder.")
    private @Nullable Path folder;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Path page = Pages.write(Objects.requireNonNull(folder));
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("Written: " + page);
        out.flush();
        return 0;
    }
}
