package io.moderato.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    @TempDir
    Path data;

    @Test
    void findsAModelByItsFolderOrByItsNameAmongThoseOfTheData() throws IOException {
        Path added = Files.createDirectories(data.resolve("models").resolve("acme--tiny"));
        Path elsewhere = Files.createDirectories(data.resolve("elsewhere"));

        assertThat(RunCommand.modelFolder(data, Path.of("acme--tiny"))).isEqualTo(added);
        assertThat(RunCommand.modelFolder(data, elsewhere)).isEqualTo(elsewhere);
        assertThatThrownBy(() -> RunCommand.modelFolder(data, Path.of("acme--other")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("acme--other");
    }
}
