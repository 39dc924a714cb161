package io.moderato.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Folders and files that only the user who runs this process can read or change. */
public final class OwnerOnly {
    /** The rights of a folder, and of a program. */
    private static final Set<PosixFilePermission> FOLDER = Set.copyOf(PosixFilePermissions.fromString("rwx------"));
    /** The rights of any other file. */
    private static final Set<PosixFilePermission> FILE = Set.copyOf(PosixFilePermissions.fromString("rw-------"));

    private static final int OTHERS = 0_077;

    private OwnerOnly() {}

    /**
     * Takes care that others get no rights on the files and folders that this process makes from now on. Libraries (the broker, the logs)
     * make files without saying who may read them, so the process's file mode mask is set; Java has no call for that.
     */
    public static void newFiles() {
        Linker linker = Linker.nativeLinker();
        MethodHandle umask = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("umask"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            int before = (int) umask.invokeExact(OTHERS);
        } catch (Throwable failed) {
            throw new IllegalStateException("Setting the file mode mask of this process", failed);
        }
    }

    /**
     * Makes sure that the folder is there and that nobody but its owner has any right in it or below it.
     *
     * @throws IOException if it is a file, or if it or the link to it belongs to another user
     */
    static void take(Path folder) throws IOException {
        makeFolder(folder);
        for (Path seen : List.of(folder, folder.toRealPath())) {
            if (!isOurs(seen)) {
                throw new IOException("The folder " + seen + " belongs to the user "
                        + Files.getOwner(seen, LinkOption.NOFOLLOW_LINKS).getName()
                        + " and not to the one who runs this. Choose another folder, or change its owner with chown.");
            }
        }
        tighten(folder);
    }

    /** Takes the rights of others away from this file or folder and everything below it. The targets of links stay as they are. */
    public static void tighten(Path path) throws IOException {
        Files.walkFileTree(path.toRealPath(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                close(each);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isSymbolicLink()) {
                    close(each);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Takes the rights of others away from this file or folder alone. */
    public static void close(Path path) throws IOException {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
        Set<PosixFilePermission> kept = new HashSet<>(rights);
        kept.retainAll(FOLDER);
        if (!kept.equals(rights)) {
            Files.setPosixFilePermissions(path, kept);
        }
    }

    /** Makes the folder and those above it that are missing, with rights for their owner alone. */
    public static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    }

    /** The attribute for making a file with rights for its owner alone. */
    static FileAttribute<Set<PosixFilePermission>> file() {
        return PosixFilePermissions.asFileAttribute(FILE);
    }

    /** The attribute for making a program that its owner alone may run. */
    static FileAttribute<Set<PosixFilePermission>> program() {
        return PosixFilePermissions.asFileAttribute(FOLDER);
    }

    /** Whether the file, folder or link itself belongs to the user who runs this process. */
    public static boolean isOurs(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(userId());
    }

    /** The number of the user who runs this process. */
    static int userId() {
        return (int) new UnixSystem().getUid();
    }
}
