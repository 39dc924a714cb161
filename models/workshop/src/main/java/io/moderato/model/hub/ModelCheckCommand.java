package io.moderato.model.hub;

import io.moderato.decision.Scores;
import io.moderato.model.evaluate.ModelBenchmark;
import io.moderato.model.folder.ModelSeal;
import io.moderato.model.serving.TextClassifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code model check FOLDER}: tries a model folder. */
@Command(
        name = "check",
        description =
                "Loads a model folder, scores a text and measures its speed; compares it with its seal, or seals it.",
        mixinStandardHelpOptions = true)
final class ModelCheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "The model folder.")
    private @Nullable Path folder;

    @Option(
            names = "--text",
            defaultValue = "You are a stupid idiot and everybody hates you.",
            description = "The text to score (default: ${DEFAULT-VALUE}).")
    private String text = "";

    @Option(names = "--seconds", defaultValue = "3", description = "How long to measure (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--seal",
            description = "Seal the folder: a service that finds other files or gets other scores does not serve it.")
    private boolean seal;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        Path folder = Objects.requireNonNull(this.folder);
        long start = System.nanoTime();
        try (TextClassifier classifier = TextClassifier.load(folder)) {
            out.printf(
                    "%s, version %s, %,.1f M weights, loaded in %.1f s%n",
                    classifier.info().name(),
                    classifier.info().version(),
                    classifier.info().parameters() / 1e6,
                    (System.nanoTime() - start) / 1e9);
            Scores scores = classifier.score(List.of(text)).getFirst();
            out.printf(
                    "%s%n  %s%n",
                    text,
                    scores.byCategory().entrySet().stream()
                            .map(score -> String.format(
                                    Locale.ROOT, "%s %.3f", score.getKey().key(), score.getValue()))
                            .collect(Collectors.joining(", ")));
            ModelBenchmark benchmark =
                    ModelBenchmark.run(classifier, ModelBenchmark.sampleTexts(), Duration.ofMillis((long)
                            (Math.max(0.1, seconds) * 1000)));
            out.printf("%,.0f texts/s at batch 32%n", benchmark.textsPerSecond());
            if (seal) {
                ModelSeal.write(folder, classifier);
                out.printf("sealed in %s%n", folder.resolve(ModelSeal.FILE));
            } else {
                ModelSeal.in(folder)
                        .ifPresent(each -> each.check(folder, classifier.info().version(), classifier));
            }
            out.flush();
        }
        return 0;
    }
}
