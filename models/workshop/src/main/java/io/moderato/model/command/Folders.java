package io.moderato.model.command;

import io.moderato.model.data.DataFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of a command that makes something of data. */
final class Folders {
    @Option(names = "--data", required = true, description = "Folder with text/*.jsonl.gz and corpora/*.txt.xz.")
    private Path data = Path.of("");

    @Option(names = "--output", required = true, description = "Folder for the run and its result.")
    private Path output = Path.of("");

    DataFolder data() {
        return DataFolder.open(data);
    }

    Path output() {
        return output;
    }
}
