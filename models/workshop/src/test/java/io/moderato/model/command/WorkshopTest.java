package io.moderato.model.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkshopTest {
    @TempDir
    Path temp;

    @Test
    void answersAWrongCallWithItsUsage() {
        assertThat(Workshop.run("train")).isEqualTo(2);
        assertThat(Workshop.run("--help")).isZero();
    }

    @Test
    void answersMissingDataWithAnError() {
        assertThat(Workshop.run(
                        "train",
                        "--data",
                        temp.toString(),
                        "--output",
                        temp.resolve("out").toString()))
                .isOne();
        assertThat(Workshop.run("evaluate", "--data", temp.toString(), "--model", temp.toString()))
                .isOne();
    }
}
