package io.moderato.model.functional;

import io.moderato.model.data.DataFolder.Split;
import io.moderato.model.weights.WriteAside;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code workshop functional}: writes the functional sentences to a file, so that any moderation system can be tested with them. */
@Command(
        name = "functional",
        description =
                "Writes labelled sentences that test kinds of abuse, and their harmless twins, as gzipped JSON lines.",
        mixinStandardHelpOptions = true)
public final class FunctionalCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(names = "--output", required = true, description = "The file to write, such as functional.jsonl.gz.")
    private @Nullable Path output;

    @Option(names = "--split", description = "train or validation; both if it is not given.")
    private @Nullable String split;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The seed; another seed gives other sentences (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--count",
            defaultValue = "100",
            description = "The most sentences of each function and split (default: ${DEFAULT-VALUE}).")
    private int count;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (output == null || spec == null) {
            throw new IllegalStateException("picocli sets required options");
        }
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--count is %d, expected at least 1".formatted(count));
        }
        List<Split> splits = splits(spec);
        int[] rows = {0};
        WriteAside.replace(output, aside -> {
            try (BufferedWriter out = new BufferedWriter(new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(aside)), StandardCharsets.UTF_8))) {
                for (Split one : splits) {
                    rows[0] += write(one, out);
                }
            }
        });
        spec.commandLine()
                .getOut()
                .printf(
                        "%,d sentences of %d functions written to %s%n",
                        rows[0], FunctionalSentences.functions().size(), output);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private List<Split> splits(CommandSpec called) {
        if (split == null) {
            return List.of(Split.values());
        }
        for (Split one : Split.values()) {
            if (one.name().equalsIgnoreCase(split)) {
                return List.of(one);
            }
        }
        throw new ParameterException(
                called.commandLine(), "--split is '%s', expected train or validation".formatted(split));
    }

    private int write(Split one, BufferedWriter out) throws IOException {
        String name = one.name().toLowerCase(Locale.ROOT);
        int number = 0;
        for (FunctionalSentence sentence : FunctionalSentences.generate(one, seed, count)) {
            ObjectNode row = JSON.createObjectNode();
            row.put("id", "functional-%s-%d-%d".formatted(name, seed, number++));
            row.put("text", sentence.row().text());
            ObjectNode labels = row.putObject("labels");
            sentence.row().labels().entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .forEach(label ->
                            labels.put(label.getKey().key(), label.getValue().target()));
            labels.put("function", sentence.function());
            labels.put("harmful", sentence.harmful());
            sentence.group().ifPresent(group -> labels.put("group", group));
            row.put("split", name);
            row.put("source", "Moderato functional sentences");
            row.put("licence", "Apache-2.0");
            out.write(JSON.writeValueAsString(row));
            out.newLine();
        }
        return number;
    }
}
