package io.moderato.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs benchmarks. Each prints ratios of figures measured in the same run, because machines differ and are shared. */
@Command(
        name = "bench",
        description = "Runs a benchmark: pipeline, api, webhooks or rules.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    enum Benchmark {
        pipeline,
        api,
        webhooks,
        rules;

        /** Whether the benchmark runs without a platform. */
        boolean alone() {
            return switch (this) {
                case pipeline, api, webhooks -> false;
                case rules -> true;
            };
        }
    }

    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = "pipeline",
            description = "Which one: ${COMPLETION-CANDIDATES}")
    private Benchmark benchmark = Benchmark.pipeline;

    @Option(names = "--items", description = "Comments to post (default: ${DEFAULT-VALUE})", defaultValue = "20000")
    private int items;

    @Option(
            names = "--terms",
            description = "Keywords that the rules look for; a million is what one community may have (default:"
                    + " ${DEFAULT-VALUE})",
            defaultValue = "100000")
    private int terms;

    @Option(names = "--rounds", description = "Rounds of api (default: ${DEFAULT-VALUE})", defaultValue = "5")
    private int rounds;

    @Option(
            names = "--seconds",
            description = "Seconds of each measurement of api (default: ${DEFAULT-VALUE})",
            defaultValue = "4")
    private int seconds;

    @Option(names = "--plain-program", description = "The shipped model in fp32, to compare api with", hidden = true)
    private @Nullable Path plainProgram;

    @Override
    public Integer call() throws Exception {
        return switch (benchmark) {
            case pipeline -> new PipelineBench(items).run();
            case api ->
                new ApiBench(
                                rounds,
                                Duration.ofSeconds(seconds),
                                Objects.requireNonNull(
                                        plainProgram, "./moderato bench api makes the program to compare with"))
                        .run();
            case rules -> new RulesBench(terms).run();
            case webhooks -> new WebhookBench(items).run();
        };
    }
}
