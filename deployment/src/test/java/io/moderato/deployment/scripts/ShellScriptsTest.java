package io.moderato.deployment.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.deployment.kubernetes.Tools;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every shell script of the repository, read by shellcheck. */
class ShellScriptsTest {
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git");

    @Test
    void haveNothingThatShellcheckFinds() throws IOException {
        List<Path> scripts = scripts();
        assertThat(scripts)
                .extracting(script -> Tools.root().relativize(script).toString())
                .contains(
                        "moderato",
                        ".ci/run",
                        "deployment/kubernetes/make-secrets",
                        "deployment/scripts/backup",
                        "deployment/scripts/cluster.sh");
        Tools.run(shellcheck(), Map.of(), scripts.toArray()).orFail();
    }

    @Test
    void areReadByAShellcheckThatFindsSomething(@TempDir Path folder) throws IOException {
        Path bad = Files.writeString(folder.resolve("bad"), "#!/usr/bin/env bash\nrm -rf $1/*\n");

        Tools.Answer answer = Tools.run(shellcheck(), Map.of(), bad);

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.output()).contains("SC2086");
    }

    @Test
    void explainThemselves() throws IOException {
        for (String name :
                List.of("backup", "restore", "dump", "load", "rotate-secrets", "deploy", "upgrade", "roll-back")) {
            Path script = Tools.root().resolve("deployment/scripts").resolve(name);
            assertThat(Tools.run(script, Map.of(), "--help").orFail())
                    .as(name)
                    .contains("deployment/scripts/" + name + " ")
                    .doesNotContain("set -euo");
            Tools.Answer answer = Tools.run(script, Map.of(), "--frobnicate");
            assertThat(answer.status()).as(name).isEqualTo(1);
            assertThat(answer.errors()).as(name).contains("--frobnicate is not an option");
        }
    }

    private static Path shellcheck() {
        Path unpacked = Tools.root().resolve("target/shellcheck/usr/bin/shellcheck");
        return Files.isExecutable(unpacked) ? unpacked : Path.of("shellcheck");
    }

    private static List<Path> scripts() throws IOException {
        List<Path> scripts = new ArrayList<>();
        Files.walkFileTree(Tools.root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                if (name.endsWith(".sh") || (!name.contains(".") && isShell(file))) {
                    scripts.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return scripts;
    }

    private static boolean isShell(Path file) throws IOException {
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String first = text.readLine();
            return first != null && first.matches("#!.*\\b(ba)?sh");
        }
    }
}
