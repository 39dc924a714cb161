package io.moderato.model.command;

import io.moderato.model.EncoderConfig;
import io.moderato.model.export.TorchScriptExport;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.folder.ShippedModel;
import io.moderato.model.weights.StoredWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the program of the shipped model in fp32: what a benchmark compares the shipped program with. */
@Command(
        name = "plain-program",
        description = "Writes the shipped model's program in fp32, to compare its speed with.",
        hidden = true,
        mixinStandardHelpOptions = true)
final class PlainProgramCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FOLDER",
            description = "An existing folder, which gets plain.pt and the shipped model's folder.")
    private @Nullable Path folder;

    @Override
    public Integer call() throws Exception {
        Path target = Files.createDirectories(Objects.requireNonNull(folder));
        ModelFolder shipped = ModelFolder.open(ShippedModel.unpackTo(target.resolve("shipped")));
        EncoderConfig config = shipped.config();
        TorchScriptExport.write(
                target.resolve("plain.pt"),
                config,
                StoredWeights.open(List.of(shipped.file(ModelFolder.WEIGHTS)), config),
                Precision.FP32,
                List.of());
        return CommandLine.ExitCode.OK;
    }
}
