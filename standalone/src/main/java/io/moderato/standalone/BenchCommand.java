package io.moderato.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs benchmarks. Each prints ratios of figures measured in the same run, because machines differ and are shared. */
@Command(
        name = "bench",
        description = "Runs a benchmark: pipeline, rules or webhooks.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    enum Benchmark {
        pipeline,
        rules,
        webhooks;

        /** Whether the benchmark runs without a platform. */
        boolean alone() {
            return switch (this) {
                case pipeline, webhooks -> false;
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

    @Override
    public Integer call() throws Exception {
        return switch (benchmark) {
            case pipeline -> new PipelineBench(items).run();
            case rules -> new RulesBench(terms).run();
            case webhooks -> new WebhookBench(items).run();
        };
    }
}
