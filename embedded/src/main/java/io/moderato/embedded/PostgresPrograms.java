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
 * PostgreSQL's programs, unpacked from the archive that is part of this build, into a folder that only its owner can change.
 *
 * <p>A list beside them names the archive and every folder, link and file with its rights and SHA-256. Programs are never run from a folder
 * that differs from its list or whose list names another archive: such a folder is removed and unpacked again.
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
     * The programs in the folder {@code programs} below {@code parent}; they are unpacked if they are missing or differ from the archive.
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

    /** Whether the programs are unchanged since they were unpacked from the archive of this build. */
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
                LOG.info("The unpacked PostgreSQL programs are another version; this build's version is unpacked");
                return false;
            }
            if (wanted.equals(contents(folder, archive))) {
                return true;
            }
        }
        LOG.warn(
                "The files in {} are not the ones that were unpacked there; they are not run but unpacked again",
                folder);
        return false;
    }

    /**
     * Unpacks into another folder first, so that the folder with the final name is always complete. The list comes last, so a folder
     * without a list is unpacked again.
     */
    private void unpack(String archive) throws IOException {
        Path aside = folder.resolveSibling("programs.new");
        Folders.delete(aside);
        Files.deleteIfExists(list);
        Folders.delete(folder);
        try (TarArchiveInputStream entries = new TarArchiveInputStream(new XZInputStream(archive()))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = aside.resolve(entry.getName()).normalize();
                if (!target.startsWith(aside)) {
                    throw new IOException("The PostgreSQL archive names a path outside its folder: " + entry.getName());
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

    /** The lines that the list would have for the folder as it is now. */
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
