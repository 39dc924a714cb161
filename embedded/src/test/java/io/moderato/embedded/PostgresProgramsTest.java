package io.moderato.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test damages the programs and repairs them again, because unpacking takes seconds. */
class PostgresProgramsTest {
    @TempDir
    static Path folder;

    private static PostgresPrograms programs;
    private static Path program;

    @BeforeAll
    static void unpack() throws IOException {
        programs = PostgresPrograms.in(folder);
        program = programs.program("postgres");
    }

    @AfterEach
    void repaired() throws IOException {
        assertThat(programs.areWhole()).as("as before this test").isTrue();
    }

    @Test
    void areTheirOwnersAlone() throws Exception {
        assertThat(program).startsWith(folder).isExecutable();
        assertThat(Rights.ofOthersIn(folder)).isEmpty();
    }

    @Test
    void areNotWholeIfOneWasChanged() throws Exception {
        byte[] whole = Files.readAllBytes(program);
        byte[] changed = whole.clone();
        changed[changed.length / 2] ^= 1;

        Files.write(program, changed);

        assertThat(programs.areWhole()).isFalse();
        Files.write(program, whole);
    }

    @Test
    void areNotWholeIfAFileIsMissing() throws Exception {
        Path aside = Files.move(program, folder.resolve("aside"));

        assertThat(programs.areWhole()).isFalse();
        Files.move(aside, program);
    }

    @Test
    void areNotWholeIfThereIsAFileTooMany() throws Exception {
        Path added = Files.createFile(folder.resolve("programs/lib/libpq.so.6"), OwnerOnly.file());

        assertThat(programs.areWhole()).isFalse();
        Files.delete(added);
    }

    @Test
    void areNotWholeIfOthersGotARight() throws Exception {
        Path libraries = folder.resolve("programs/lib");
        Files.setPosixFilePermissions(libraries, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(programs.areWhole()).isFalse();
        OwnerOnly.close(libraries);
    }

    @Test
    void areNotWholeIfTheyAreOfAnotherArchive() throws Exception {
        Path list = folder.resolve("programs.list");
        String whole = Files.readString(list);
        Files.writeString(list, whole.replaceFirst("archive .*", "archive of an earlier version"));

        assertThat(programs.areWhole()).isFalse();
        Files.writeString(list, whole);
    }

    @Test
    void areNotWholeIfAKillCameBeforeTheirList() throws Exception {
        Path list = folder.resolve("programs.list");
        Path aside = Files.move(list, folder.resolve("aside"));

        assertThat(programs.areWhole()).isFalse();
        Files.move(aside, list);
    }

    @Test
    void areNotWholeIfOneIsReachedThroughALink() throws Exception {
        Path aside = Files.move(program, folder.resolve("aside"));
        Files.createSymbolicLink(program, aside);

        assertThat(programs.areWhole()).isFalse();
        Files.delete(program);
        Files.move(aside, program);
    }

    @Test
    void areUnpackedAnewIfTheyAreNotWhole() throws Exception {
        Path all = folder.resolve("programs");
        Path aside = Files.move(all, folder.resolve("all-aside"));
        Files.createSymbolicLink(all, aside);
        Files.createDirectories(folder.resolve("programs.new/half"));
        assertThat(programs.areWhole()).as("reached through a link").isFalse();

        PostgresPrograms.in(folder);

        assertThat(Files.isDirectory(all, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(program).isExecutable();
        assertThat(aside).as("what the link pointed to").isNotEmptyDirectory();
        assertThat(folder.resolve("programs.new")).doesNotExist();
        Folders.delete(aside);
    }
}
