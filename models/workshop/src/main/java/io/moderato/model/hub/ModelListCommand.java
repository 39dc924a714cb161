package io.moderato.model.hub;

import io.moderato.decision.Category;
import io.moderato.model.folder.ModelInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code model list}: lists the models that were added. */
@Command(name = "list", description = "Lists the models that were added.", mixinStandardHelpOptions = true)
final class ModelListCommand implements Callable<Integer> {
    @Option(
            names = "--models",
            defaultValue = ModelCommand.DEFAULT_MODELS,
            description = "Folder with model folders (default: ${DEFAULT-VALUE}).")
    private Path models = Path.of(ModelCommand.DEFAULT_MODELS);

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        List<ModelsFolder.Entry> entries = new ModelsFolder(models).entries();
        if (entries.isEmpty()) {
            out.printf("No models in %s. Add one:  ./moderato model add OWNER/NAME%n", models);
        }
        for (ModelsFolder.Entry entry : entries) {
            ModelInfo info = entry.info();
            if (info == null) {
                out.printf("%s  cannot be used: %s%n", entry.name(), entry.fault());
            } else {
                out.printf(
                        "%s  %s  %,.1f M weights  %s%n",
                        entry.name(),
                        info.version(),
                        info.parameters() / 1e6,
                        info.categories().stream().map(Category::key).collect(Collectors.joining(", ")));
            }
        }
        out.flush();
        return 0;
    }
}
