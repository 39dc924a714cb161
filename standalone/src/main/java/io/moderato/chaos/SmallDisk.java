package io.moderato.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk for the data of PostgreSQL and Kafka that can be filled up: a file system of its own for root on Linux, a folder for others. */
final class SmallDisk implements AutoCloseable {
    private static final String SIZE = "1500m";
    private static final int PIECE = 1 << 20;

    private final Path folder;
    private final boolean mounted;

    private SmallDisk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    /** Makes it at a place where nothing is. */
    static SmallDisk at(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        return new SmallDisk(folder, Privileges.areThere("mount") && mount(folder));
    }

    private static boolean mount(Path folder) throws InterruptedException {
        try {
            Privileges.run(
                    "mount", "-t", "tmpfs", "-o", "size=" + SIZE + ",mode=755", "moderato-chaos", folder.toString());
            return true;
        } catch (IOException refused) {
            System.out.println("No disk of its own: " + refused.getMessage());
            return false;
        }
    }

    Path folder() {
        return folder;
    }

    /** Whether it has an end of its own. */
    boolean canBeFilled() {
        return mounted;
    }

    /** Leaves no byte free. */
    void fill() throws IOException {
        byte[] piece = new byte[PIECE];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException full) {
            if (folder.toFile().getUsableSpace() >= PIECE) {
                throw full;
            }
        }
    }

    /** Gives back what {@link #fill} took. */
    void free() throws IOException {
        Files.delete(filler());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (mounted) {
            // lazily: a process that was just killed may hold it for a moment
            Privileges.run("umount", "--lazy", folder.toString());
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }
}
