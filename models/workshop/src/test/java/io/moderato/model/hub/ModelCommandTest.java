package io.moderato.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.model.EncoderConfig.Family;
import io.moderato.model.command.Workshop;
import io.moderato.model.exchange.ForeignModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelCommandTest {
    @TempDir
    Path temp;

    @Test
    void importsListsAndChecksAModel() throws IOException {
        Path source = new ForeignModels(Family.DISTILBERT, List.of("ham", "spam")).write(temp.resolve("sms"));
        String models = temp.resolve("models").toString();

        assertThat(run("import", source.toString(), "--models", models, "--yes"))
                .contains("Added sms, version", "./moderato run --model " + models + "/sms");
        Files.createDirectory(temp.resolve("models").resolve("half"));
        Files.createDirectory(temp.resolve("models").resolve(".other-0123.download"));
        assertThat(run("list", "--models", models))
                .contains("sms  ", "spam", "half  cannot be used", "config.json: missing")
                .doesNotContain("download");
        assertThat(run("check", models + "/sms", "--text", "the dog", "--seconds", "0.1"))
                .contains("the dog", "spam 0.", "texts/s");
    }

    @Test
    void answersAWrongCallWithItsUsage() {
        StringWriter out = new StringWriter();
        for (String call : List.of(
                "model",
                "model add",
                "model import x --precision int4",
                "model import x --activation tanh",
                "model no")) {
            assertThat(command(out).execute(call.split(" "))).as(call).isEqualTo(2);
        }
        assertThat(out.toString()).contains("int8 or fp32", "sigmoid and softmax");
    }

    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        List<String> call = new ArrayList<>(List.of("model"));
        call.addAll(List.of(arguments));
        assertThat(command(out).execute(call.toArray(String[]::new)))
                .as(out.toString())
                .isZero();
        return out.toString();
    }

    private static CommandLine command(StringWriter out) {
        CommandLine command = Workshop.line();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(out, true));
        return command;
    }
}
