package io.moderato.declaration;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes how a platform is set up into a file that {@link ApplyCommand} takes. */
@Command(
        name = "export",
        description = {
            "Writes the communities, policies, blocklists, mappings, webhooks and keys of a platform into FILE.",
            "Long lists of terms go into text files beside it. Secrets are not among it: nobody can read them again."
        },
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The YAML file to write")
    private @Nullable Path file;

    @Option(names = "--overwrite", description = "Replace the files if they are there")
    private boolean overwrite;

    @Option(
            names = "--without-keys",
            description =
                    "Leave the keys out, as where several have one name; applying the file then leaves them as they are")
    private boolean withoutKeys;

    @Mixin
    private Connection connection = new Connection();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Declaration declaration = new Export(connection.server(), !withoutKeys).declaration();
        List<Path> written = new DeclarationWriter(Objects.requireNonNull(file)).write(declaration, overwrite);
        written.forEach(path -> out.println("Wrote " + path));
        out.flush();
        return 0;
    }
}
