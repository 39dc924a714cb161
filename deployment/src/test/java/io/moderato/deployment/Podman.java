package io.moderato.deployment;

import io.moderato.deployment.Commands.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Podman with a store of its own below {@code target}, so that nothing of it is left on the machine. */
final class Podman implements AutoCloseable {
    private static final Path PLACE = Commands.ROOT.resolve("deployment/target/images");
    /** Layers lie upon each other where the kernel allows it; else each image is a copy of all its files. */
    private static final String DRIVER = overlayWorks() ? "overlay" : "vfs";

    private final List<String> command = List.of(
            "podman",
            "--root",
            PLACE.resolve("store").toString(),
            "--runroot",
            PLACE.resolve("run").toString(),
            "--tmpdir",
            PLACE.resolve("tmp").toString(),
            "--storage-driver",
            DRIVER,
            "--cgroup-manager",
            "cgroupfs",
            "--runtime",
            "runc");
    private final List<String> containers = new ArrayList<>();
    private final Set<String> built = new HashSet<>();

    /** What built and runs the images, for the test's output. */
    String version() throws IOException, InterruptedException {
        return run("--version").strip() + ", runc, storage " + DRIVER;
    }

    /** Builds by the script of operators what of these images is not built yet. */
    void build(List<String> images) throws IOException, InterruptedException {
        List<String> missing =
                images.stream().filter(each -> !built.contains(each)).toList();
        if (missing.isEmpty()) {
            return;
        }
        List<String> build = new ArrayList<>(List.of("deployment/docker/build", "--without-registry"));
        build.addAll(missing);
        Result result = Commands.run(
                build,
                Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "MODERATO_ENGINE",
                        String.join(" ", command),
                        "MODERATO_BUILD_OPTIONS",
                        "--isolation chroot --network host"));
        Files.writeString(PLACE.resolve("build.log"), result.output());
        if (result.exit() != 0) {
            String end = result.output().substring(Math.max(0, result.output().length() - 4000));
            throw new AssertionError(build + " failed; " + PLACE.resolve("build.log") + " has all:\n" + end);
        }
        built.addAll(missing);
    }

    /** Runs podman and gives what it said. */
    String run(String... arguments) throws IOException, InterruptedException {
        return result(arguments).orFail(String.join(" ", arguments));
    }

    /** Runs podman, however it ends. */
    Result result(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        return Commands.run(all, Map.of());
    }

    /**
     * Starts a container in the network of this machine, and lets it run.
     *
     * @param options  of podman
     * @param image    the image, and the arguments of its program
     */
    void start(String name, List<String> options, String... image) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("run", "--detach", "--name", name, "--network", "host"));
        all.addAll(limits());
        all.addAll(options);
        all.addAll(List.of(image));
        containers.add(name);
        run(all.toArray(String[]::new));
    }

    /** What this machine may refuse to raise. */
    static List<String> limits() {
        return List.of("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1000:1000");
    }

    /** Removes that container, too, when the others are removed. */
    void removeLater(String name) {
        containers.add(name);
    }

    /** A variable that the image sets. */
    String variable(String image, String name) throws IOException, InterruptedException {
        return run("inspect", "--format", "{{range .Config.Env}}{{println .}}{{end}}", image)
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    /** All files of an image, as {@code tar} lists them: rights, owner and path. */
    String filesOf(String image) throws IOException, InterruptedException {
        String name = "files-" + containers.size();
        containers.add(name);
        run("create", "--name", name, image);
        String export = String.join(" ", command) + " export " + name + " | tar --numeric-owner -tv";
        return Commands.run(List.of("bash", "-o", "pipefail", "-c", export), Map.of())
                .orFail(export);
    }

    boolean isRunning(String name) throws IOException, InterruptedException {
        return run("inspect", "--format", "{{.State.Running}}", name).strip().equals("true");
    }

    int exitCode(String name) throws IOException, InterruptedException {
        return Integer.parseInt(
                run("inspect", "--format", "{{.State.ExitCode}}", name).strip());
    }

    /** Removes the containers that were started, with their volumes. */
    void removeContainers() throws IOException, InterruptedException {
        for (String name : containers) {
            result("rm", "--force", "--volumes", "--time", "0", name);
        }
        containers.clear();
    }

    /** Removes everything: images take gigabytes. ("podman system reset" would stop what others run.) */
    @Override
    public void close() throws IOException, InterruptedException {
        removeContainers();
        result("rmi", "--all", "--force");
        String store = PLACE.resolve("store").toString();
        Commands.run(List.of("umount", store + "/overlay"), Map.of());
        Commands.run(
                List.of(
                        "rm",
                        "-rf",
                        "--one-file-system",
                        store,
                        PLACE.resolve("run").toString(),
                        PLACE.resolve("tmp").toString()),
                Map.of());
    }

    private static boolean overlayWorks() {
        try {
            Path trial = Files.createDirectories(PLACE.resolve("overlay"));
            for (String folder : List.of("lower", "upper", "work", "merged")) {
                Files.createDirectories(trial.resolve(folder));
            }
            String options = "lowerdir=%1$s/lower,upperdir=%1$s/upper,workdir=%1$s/work".formatted(trial);
            String merged = trial.resolve("merged").toString();
            boolean works = Commands.run(List.of("mount", "-t", "overlay", "overlay", "-o", options, merged), Map.of())
                            .exit()
                    == 0;
            if (works) {
                Commands.run(List.of("umount", merged), Map.of());
            }
            return works;
        } catch (IOException failed) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
