package io.moderato.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles what is saved below a module's sources, and copies its resources, into the module's class folder. */
final class SourceWatch {
    private static final long PAUSE_MILLIS = 300;

    private final Path sources;
    private final Path resources;
    private final Path classes;
    private Map<Path, FileTime> known = new HashMap<>();

    SourceWatch(Path module) {
        this.sources = module.resolve("src/main/java");
        this.resources = module.resolve("src/main/resources");
        this.classes = module.resolve("target/classes");
    }

    /** Watches until the process ends. What was there before counts as compiled. */
    void start() {
        known = files();
        Thread.ofPlatform().daemon().name("source-watch").start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(PAUSE_MILLIS);
                Map<Path, FileTime> now = files();
                List<Path> changed = now.keySet().stream()
                        .filter(file -> !now.get(file).equals(known.get(file)))
                        .toList();
                known = now;
                if (!changed.isEmpty()) {
                    take(changed);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(List<Path> changed) {
        List<Path> code = new ArrayList<>();
        for (Path file : changed) {
            if (file.startsWith(sources)) {
                code.add(file);
            } else {
                copy(file);
            }
        }
        if (!code.isEmpty()) {
            System.out.println(
                    compile(code) ? "Compiled " + code.size() + ", starting anew …" : "Not compiled, see above.");
        }
    }

    private boolean compile(List<Path> code) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            return compiler.getTask(
                            null,
                            manager,
                            null,
                            List.of(
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-parameters",
                                    "-proc:none"),
                            null,
                            manager.getJavaFileObjectsFromPaths(code))
                    .call();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void copy(Path resource) {
        Path target = classes.resolve(resources.relativize(resource).toString());
        try {
            Files.createDirectories(target.getParent());
            Files.copy(resource, target, StandardCopyOption.REPLACE_EXISTING);
            System.out.println("Copied " + resource.getFileName());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Map<Path, FileTime> files() {
        Map<Path, FileTime> files = new HashMap<>();
        for (Path root : List.of(sources, resources)) {
            try (Stream<Path> below = Files.walk(root)) {
                for (Path file : below.filter(Files::isRegularFile).toList()) {
                    files.put(file, Files.getLastModifiedTime(file));
                }
            } catch (IOException failed) {
                // an editor was just replacing a file; the next look finds it
                return known;
            }
        }
        return files;
    }
}
