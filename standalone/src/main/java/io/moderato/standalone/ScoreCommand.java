package io.moderato.standalone;

import io.moderato.decision.file.FileScoring;
import io.moderato.model.inference.ModelSettings;
import io.moderato.model.serving.TextClassifier;
import io.moderato.policy.DefaultPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Scores a file without a running platform. */
@Command(
        name = "score",
        description = "Scores JSON lines {\"id\":…,\"text\":…} with the shipped model and the default policy.",
        mixinStandardHelpOptions = true)
final class ScoreCommand implements Callable<Integer> {
    @Option(names = "--input", required = true, description = "JSON lines to read")
    private @Nullable Path input;

    @Option(names = "--output", required = true, description = "JSON lines to write; appears when all is done")
    private @Nullable Path output;

    @Option(names = "--model", description = "Another model folder than the shipped one")
    private @Nullable Path model;

    @Override
    public Integer call() {
        if (input == null || output == null) {
            throw new StartFailure("--input and --output are needed.");
        }
        ModelSettings settings = new ModelSettings(
                model == null ? System.getenv("MODERATO_MODEL") : model.toString(),
                null,
                0,
                Duration.ofSeconds(5),
                null);
        try (TextClassifier classifier = TextClassifier.load(settings.folder())) {
            long start = System.nanoTime();
            long lines = new FileScoring(classifier, DefaultPolicy.thresholds())
                    .score(
                            input,
                            output,
                            done -> System.err.printf("\r%,d texts, %,.0f a second", done, rate(done, start)));
            System.err.printf("\r%,d texts scored, %,.0f a second, written to %s%n", lines, rate(lines, start), output);
        }
        return 0;
    }

    private static double rate(long done, long start) {
        return done * 1e9 / (System.nanoTime() - start);
    }
}
