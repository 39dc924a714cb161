package io.moderato.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LeaveOneOutCommandTest {
    @TempDir
    Path temp;

    @Test
    void refusesAModelWithoutMetricsBeforeItTrainsAnything() throws Exception {
        Path model = TinyModel.writeTo(temp.resolve("model"));
        Files.writeString(model.resolve(ModelFolder.METRICS), "{}");
        Files.createDirectories(temp.resolve("data/text"));
        StringWriter errors = new StringWriter();
        CommandLine command = new CommandLine(new LeaveOneOutCommand());
        command.setErr(new PrintWriter(errors, true));
        command.setExecutionExceptionHandler((failure, line, result) -> {
            line.getErr().println(failure.getMessage());
            return 1;
        });

        int code = command.execute(
                "--data", temp.resolve("data").toString(),
                "--output", temp.resolve("out").toString(),
                "--base", temp.resolve("model").toString(),
                "--model", model.toString());

        assertThat(code).isEqualTo(1);
        assertThat(errors.toString()).contains("metrics.json", "Not a comparison of models");
        assertThat(temp.resolve("out")).doesNotExist();
    }
}
