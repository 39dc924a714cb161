package io.moderato.model.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.model.EncoderConfig;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.make.TinyModel;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.BertWeights.Head;
import io.moderato.model.weights.SafeTensors;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LeaveOneOutCommandTest {
    @TempDir
    Path temp;

    private final StringWriter errors = new StringWriter();

    @Test
    void refusesAModelWithoutMetricsBeforeItTrainsAnything() throws Exception {
        Path model = TinyModel.writeTo(temp.resolve("model"));
        Files.writeString(model.resolve(ModelFolder.METRICS), "{}");
        Files.createDirectories(temp.resolve("data/text"));

        int code = execute(textOnly(), "--model", model.toString());

        assertThat(code).isEqualTo(1);
        assertThat(errors.toString()).contains("metrics.json", "Not a comparison of models");
        assertThat(temp.resolve("out")).doesNotExist();
    }

    @Test
    void refusesABaseThatHasSeenLabels() throws Exception {
        Path model = TinyModel.writeTo(temp.resolve("model"));

        int code = execute(model);

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains("--base: " + model, "has learned from labels");
        assertThat(temp.resolve("out")).doesNotExist();
    }

    /** A folder whose weights show that the encoder does not belong to a classifier. The command asks for nothing else here. */
    private Path textOnly() throws Exception {
        Path base = Files.createDirectories(temp.resolve("base"));
        SafeTensors.write(
                base.resolve(ModelFolder.WEIGHTS),
                BertWeights.initial(EncoderConfig.bert(40, 1, 32, 2, 16, TinyModel.CATEGORIES), Head.MASKED_WORDS, 1),
                SafeTensors.Type.F16,
                Map.of());
        return base;
    }

    private int execute(Path base, String... more) {
        CommandLine command = new CommandLine(new LeaveOneOutCommand());
        command.setErr(new PrintWriter(errors, true));
        command.setExecutionExceptionHandler((failure, line, result) -> {
            line.getErr().println(failure.getMessage());
            return 1;
        });
        List<String> arguments = new ArrayList<>(List.of(
                "--data", temp.resolve("data").toString(),
                "--output", temp.resolve("out").toString(),
                "--base", base.toString()));
        arguments.addAll(List.of(more));
        return command.execute(arguments.toArray(String[]::new));
    }
}
