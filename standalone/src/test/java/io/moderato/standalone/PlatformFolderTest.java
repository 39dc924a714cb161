package io.moderato.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformFolderTest {
    @TempDir
    Path folder;

    @Test
    void isMadeForItsOwnerAlone() throws Exception {
        Path data = folder.resolve("new").resolve("data");
        try (PlatformFolder taken = PlatformFolder.take(data)) {
            assertThat(rights(taken.path())).isEqualTo("rwx------");
            assertThat(rights(data.resolve("lock"))).isEqualTo("rw-------");
        }
    }

    @Test
    void ofAnEarlierVersionIsClosedToOthers() throws Exception {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Path log = Files.writeString(logs.resolve("moderato.log"), "");
        Path lock = Files.writeString(folder.resolve("lock"), "");
        for (Path each : new Path[] {folder, logs}) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        for (Path each : new Path[] {log, lock}) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rw-r--r--"));
        }

        PlatformFolder.take(folder).close();

        assertThat(rights(folder)).isEqualTo("rwx------");
        assertThat(rights(logs)).isEqualTo("rwx------");
        assertThat(rights(log)).isEqualTo("rw-------");
        assertThat(rights(lock)).isEqualTo("rw-------");
    }

    @Test
    void thatHoldsOtherThingsTooKeepsItsRightsButNotThoseToOurs() throws Exception {
        Path other = Files.writeString(folder.resolve("index.html"), "");
        Path postgres = Files.createDirectory(folder.resolve("postgres"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(postgres, PosixFilePermissions.fromString("rwxr-xr-x"));

        PlatformFolder.take(folder).close();

        assertThat(rights(folder)).isEqualTo("rwxr-xr-x");
        assertThat(rights(other)).isEqualTo("rw-r--r--");
        assertThat(rights(postgres)).isEqualTo("rwx------");
    }

    @Test
    void thatEverybodyMayChangeIsRefused() throws Exception {
        Files.writeString(folder.resolve("index.html"), "");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> PlatformFolder.take(folder))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("--data");
        assertThat(folder.resolve("lock")).doesNotExist();
    }

    @Test
    void isUsedByOneProcessAtATime() throws Exception {
        try (PlatformFolder taken = PlatformFolder.take(folder)) {
            assertThatThrownBy(() -> PlatformFolder.take(taken.path()))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("Another Moderato");
        }
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
