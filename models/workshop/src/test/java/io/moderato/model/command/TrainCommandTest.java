package io.moderato.model.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TrainCommandTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1e-4", "0.2", "NaN"})
    void refusesARateThatNoTrainingSurvives(String rate) {
        StringWriter errors = new StringWriter();
        CommandLine command = new CommandLine(new TrainCommand());
        command.setErr(new PrintWriter(errors, true));

        int code = command.execute(
                "--data", temp.toString(), "--output", temp.resolve("out").toString(), "--rate", rate);

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains("--rate: a learning rate of " + Double.parseDouble(rate), "at most 0.1");
        assertThat(temp.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--mean-of one | --mean-of takes two models or more",
                "--mean-of one,two --base three | leave out --base",
                "--mean-of one,two --teachers three | leave out --teachers",
                "--mean-of one,two --minutes 5 --epochs 1 | leave out --epochs, --minutes",
                "--mean-of one,two --layers 2 --rate 1e-4 | leave out --rate, --layers",
                "--mean-of one,two --no-augment | leave out --[no-]augment"
            })
    void refusesAMeanOfOneAndAMeanThatIsTrained(String options, String error) {
        StringWriter errors = new StringWriter();
        CommandLine command = new CommandLine(new TrainCommand());
        command.setErr(new PrintWriter(errors, true));
        List<String> arguments = new ArrayList<>(List.of("--data", temp.toString()));
        arguments.addAll(List.of("--output", temp.resolve("out").toString()));
        arguments.addAll(List.of(options.split(" ")));

        int code = command.execute(arguments.toArray(String[]::new));

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains(error);
        assertThat(temp.resolve("out")).doesNotExist();
    }

    @Test
    void offersTheRateOfAFirstTraining() {
        assertThat(new CommandLine(new TrainCommand()).getUsageMessage()).contains("--rate", "(default: 3.0E-4)");
    }
}
