package io.moderato.model.command;

import io.moderato.model.bench.ModelBench;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the speed of the shipped model beside the most that the machine allows. Prints ratios of figures from the same run. */
@Command(
        name = "bench-model",
        description = "Measures the shipped model: int8 against fp32 and against the machine's peak, and its memory.",
        mixinStandardHelpOptions = true)
final class ModelBenchCommand implements Callable<Integer> {
    @Option(
            names = "--texts",
            description =
                    "Texts that the model scores to see whether memory stays the same (default: ${DEFAULT-VALUE})",
            defaultValue = "100000")
    private int texts;

    @Override
    public Integer call() throws Exception {
        new ModelBench(ModelBench.Extent.standard(texts), new PrintWriter(System.out, true)).run();
        return CommandLine.ExitCode.OK;
    }
}
