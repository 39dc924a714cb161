package io.moderato.backup;

import io.moderato.embedded.EmbeddedDatabase;
import io.moderato.embedded.OwnerOnly;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.springframework.util.FileSystemUtils;

/**
 * Writes and reads the file of a backup: the database, and what else cannot be made anew (the key of webhooks, models of one's own). What
 * Kafka holds is not in it; whatever is not decided is in the database, and is sent again.
 */
final class BackupFile {
    private static final String DATABASE = "postgres/";
    private static final List<String> MORE = List.of("webhooks", "models");
    /** The last entry: without it a file is not complete. */
    private static final String END = "moderato-backup";

    private static final String FORMAT = "1";
    private static final String PART = ".part";
    private static final int BUFFER = 1 << 16;
    /** Half the time of the usual level, and a tenth more to store. */
    private static final int QUICK = 3;

    private BackupFile() {}

    /**
     * Copies the platform of that data folder, which runs in this process or another one. The file appears when it is complete and on the
     * disk.
     *
     * @throws BackupException if no PostgreSQL runs on the data
     */
    static Backup write(Path data, Path folder) throws IOException {
        OwnerOnly.makeFolder(folder);
        Path part = Files.createTempFile(folder, "moderato-", PART);
        try {
            String from;
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                    OutputStream plain = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
                try (TarArchiveOutputStream tar = packed(plain)) {
                    from = EmbeddedDatabase.copy(
                                    data.resolve("postgres"),
                                    (name, size, content) -> add(tar, name, size, content),
                                    DATABASE)
                            .orElseThrow(() -> new BackupException("No Moderato runs on " + data + "."));
                    for (String each : MORE) {
                        addFolder(tar, data, data.resolve(each));
                    }
                    byte[] end = FORMAT.getBytes(StandardCharsets.UTF_8);
                    add(tar, END, end.length, new ByteArrayInputStream(end));
                    tar.finish();
                    tar.flush();
                }
            }
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Instant ended = Instant.now();
            Path file = folder.resolve(Backup.name(ended, from));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return Backup.of(file).orElseThrow();
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Unpacks a backup into a folder of a platform that has no data: all of it, or nothing.
     *
     * @throws BackupException if the file is not a whole backup
     */
    static void read(Path file, Path into) throws IOException {
        Path aside = Files.createTempDirectory(into, "restoring");
        try {
            unpack(file, aside);
            try (Stream<Path> unpacked = Files.list(aside)) {
                for (Path each : unpacked.toList()) {
                    Files.move(each, into.resolve(each.getFileName()), StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } finally {
            FileSystemUtils.deleteRecursively(aside);
        }
    }

    private static void unpack(Path file, Path into) throws IOException {
        boolean whole = false;
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GzipCompressorInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new BackupException(file + " names a path outside its folder.");
                }
                if (entry.getName().equals(END)) {
                    whole = new String(tar.readAllBytes(), StandardCharsets.UTF_8).equals(FORMAT);
                } else if (entry.isDirectory()) {
                    OwnerOnly.makeFolder(target);
                } else {
                    OwnerOnly.makeFolder(Objects.requireNonNull(target.getParent()));
                    Files.copy(tar, target);
                }
            }
        } catch (EOFException cut) {
            throw new BackupException(file + " is cut off. Take another backup.", cut);
        }
        if (!whole) {
            throw new BackupException(file + " is not a whole backup that this version can read. Take another one.");
        }
    }

    private static TarArchiveOutputStream packed(OutputStream plain) throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setCompressionLevel(QUICK);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(
                new GzipCompressorOutputStream(plain, parameters), StandardCharsets.UTF_8.name());
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        return tar;
    }

    private static void addFolder(TarArchiveOutputStream tar, Path data, Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            try (InputStream content = Files.newInputStream(file)) {
                add(tar, data.relativize(file).toString(), Files.size(file), content);
            }
        }
    }

    private static void add(TarArchiveOutputStream tar, String name, long size, InputStream content)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        tar.putArchiveEntry(entry);
        content.transferTo(tar);
        tar.closeArchiveEntry();
    }
}
