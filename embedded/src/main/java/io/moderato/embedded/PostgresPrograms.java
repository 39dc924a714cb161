package io.moderato.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the archive that comes with us to a folder of their owner.
 *
 * <p>Beside them a list says from which archive they are and what belongs there: every folder, link and file with its rights and SHA-256. A
 * folder that differs from its list, or whose list is of another archive, is never run: it is removed and unpacked anew.
 */
final class PostgresPrograms {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresPrograms.class);
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final int EXECUTABLE = 0_100;

    private final Path folder;
    private final Path list;

    private PostgresPrograms(Path folder, Path list) {
        this.folder = folder;
        this.list = list;
    }

    /**
     * The programs in the folder {@code programs} below that one, unpacked if they are not there as the archive holds them.
     *
     * @param parent a folder that only its owner may change
     */
    static PostgresPrograms in(Path parent) throws IOException {
        PostgresPrograms programs = new PostgresPrograms(parent.resolve("programs"), parent.resolve("programs.list"));
        String archive = archiveLine();
        if (!programs.areAsUnpackedFrom(archive)) {
            programs.unpack(archive);
        }
        return programs;
    }

    /** Whether they are as they were unpacked from the archive that comes with us. */
    boolean areWhole() throws IOException {
        return areAsUnpackedFrom(archiveLine());
    }

    /** The path of a program: {@code initdb}, {@code pg_ctl} or {@code postgres}. */
    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    private boolean areAsUnpackedFrom(String archive) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
            List<String> wanted = Files.readAllLines(list, StandardCharsets.UTF_8);
            if (!wanted.isEmpty() && !wanted.getFirst().equals(archive)) {
                LOG.info("There is another version of PostgreSQL's programs");
                return false;
            }
            if (wanted.equals(contents(folder, archive))) {
                return true;
            }
        }
        LOG.warn("What is in {} is not what was unpacked there; it is not run, but unpacked anew", folder);
        return false;
    }

    /** Unpacks aside, so that a folder of that name is whole; the list follows, so that one without it is unpacked again. */
    private void unpack(String archive) throws IOException {
        Path aside = folder.resolveSibling("programs.new");
        Folders.delete(aside);
        Files.deleteIfExists(list);
        Folders.delete(folder);
        try (TarArchiveInputStream entries = new TarArchiveInputStream(new XZInputStream(archive()))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = aside.resolve(entry.getName()).normalize();
                if (!target.startsWith(aside)) {
                    throw new IOException("The archive of PostgreSQL leads out of its folder: " + entry.getName());
                }
                OwnerOnly.makeFolder(Objects.requireNonNull(target.getParent()));
                if (entry.isDirectory()) {
                    OwnerOnly.makeFolder(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    boolean runs = (entry.getMode() & EXECUTABLE) != 0;
                    Files.createFile(target, runs ? OwnerOnly.program() : OwnerOnly.file());
                    try (OutputStream file = Files.newOutputStream(target)) {
                        entries.transferTo(file);
                    }
                }
            }
        }
        List<String> contents = contents(aside, archive);
        Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        Path listAside = Files.createTempFile(list.getParent(), "programs", ".list", OwnerOnly.file());
        Files.write(listAside, contents);
        Files.move(listAside, list, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The lines of the list as the folder is now. */
    private static List<String> contents(Path folder, String archive) throws IOException {
        List<String> lines = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                lines.add(line(folder, each, attributes));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                lines.add(line(folder, each, attributes));
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(lines);
        lines.addFirst(archive);
        return lines;
    }

    private static String line(Path folder, Path each, BasicFileAttributes attributes) throws IOException {
        String owner = OwnerOnly.isOurs(each) ? "ours" : "foreign";
        String path = folder.relativize(each).toString();
        if (attributes.isSymbolicLink()) {
            return String.join(
                    " ", path, "link", owner, Files.readSymbolicLink(each).toString());
        }
        String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(each, LinkOption.NOFOLLOW_LINKS));
        if (attributes.isDirectory()) {
            return String.join(" ", path, "folder", owner, rights);
        }
        if (attributes.isRegularFile()) {
            return String.join(" ", path, "file", owner, rights, digest(Files.newInputStream(each)));
        }
        return String.join(" ", path, "other", owner, rights);
    }

    private static String archiveLine() throws IOException {
        return "archive " + digest(archive());
    }

    private static InputStream archive() throws IOException {
        InputStream archive = PostgresPrograms.class.getResourceAsStream(ARCHIVE);
        if (archive == null) {
            throw new IOException("PostgreSQL's programs for this machine do not come with this build. "
                    + "Run Moderato on Linux on x86-64, or give it a PostgreSQL outside.");
        }
        return new BufferedInputStream(archive, 1 << 16);
    }

    private static String digest(InputStream content) throws IOException {
        try (DigestInputStream read = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"))) {
            read.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(read.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
