package io.moderato.model.data.version;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code workshop data}: writes the version of the data, and checks whether the data is unchanged. */
@Command(
        name = "data",
        description = "Versions of the data that models are made from.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(version | verify)")
public final class DataCommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "version",
            description = "Checks every row and writes a manifest: hashes, counts, sources and licences of every part.",
            mixinStandardHelpOptions = true)
    int version(
            @Option(
                            names = "--data",
                            required = true,
                            description = "Folder with text/*.jsonl.gz and corpora/*.txt.xz.")
                    Path data,
            @Option(
                            names = "--output",
                            required = true,
                            description =
                                    "The manifest (JSON). DVC's file, named after the data folder, is put beside it.")
                    Path output) {
        PrintWriter out = out();
        DataManifest manifest = DataManifest.of(data, line -> {
            out.println(line);
            out.flush();
        });
        manifest.write(output);
        out.println("Data version " + manifest.version());
        out.println("Manifest in " + output);
        DvcDirectory dvc = manifest.dvc();
        if (dvc == null) {
            out.println("DVC does not add a folder that holds a .dvcignore file, so no .dvc file was written");
        } else {
            String name = String.valueOf(data.toAbsolutePath().normalize().getFileName());
            Path file = output.resolveSibling(name + ".dvc");
            dvc.write(file, name);
            out.printf("DVC hash %s in %s%n", dvc.md5(), file);
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "verify",
            description =
                    "Lists the parts of the data that have changed, are missing or are new since the manifest was written.",
            mixinStandardHelpOptions = true,
            exitCodeList = {" 0:the data agrees with the manifest", " 1:the data differs"})
    int verify(
            @Option(names = "--data", required = true, description = "Folder with the data.") Path data,
            @Option(names = "--manifest", required = true, description = "The manifest.") Path manifest) {
        PrintWriter out = out();
        DataManifest wanted = DataManifest.read(manifest);
        Map<String, DataManifest.Difference> differences = wanted.compare(data);
        differences.forEach((path, difference) -> out.printf(
                "%s: %s%n",
                switch (difference) {
                    case CHANGED -> "changed";
                    case MISSING -> "missing";
                    case NEW -> "new";
                },
                path));
        out.println(
                differences.isEmpty()
                        ? "%d parts, data version %s".formatted(wanted.parts().size(), wanted.version())
                        : "%d of %d parts differ from data version %s"
                                .formatted(differences.size(), wanted.parts().size(), wanted.version()));
        out.flush();
        return differences.isEmpty() ? 0 : 1;
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the specification");
        }
        return spec.commandLine().getOut();
    }
}
