package io.moderato.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Who may do what in a folder. */
final class Rights {
    private Rights() {}

    /** Everything in the folder, itself included, that others have a right to. A server may remove files meanwhile. */
    static List<String> ofOthersIn(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        int[] seen = {0};
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                return visitFile(each, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                seen[0]++;
                if (!attributes.isSymbolicLink() && Files.exists(each)) {
                    String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
                    if (!rights.endsWith("------")) {
                        found.add(rights + " " + each);
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path each, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(seen[0]).as("files and folders in " + folder).isGreaterThan(10);
        return found;
    }

    /** Lets everybody read everything in the folder, as an earlier version did. */
    static void openToAll(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path each : files.filter(each -> !Files.isSymbolicLink(each)).toList()) {
                boolean runs = Files.isDirectory(each) || Files.isExecutable(each);
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }
}
