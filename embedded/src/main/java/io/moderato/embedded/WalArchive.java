package io.moderato.embedded;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A folder with the segments of a write-ahead log, each compressed with gzip. A file with its final name is complete and on the disk. Nearly
 * empty segments, of which an idle server makes many, take some kilobytes.
 */
public final class WalArchive {
    private static final String END = ".gz";
    private static final String PART = ".part";
    private static final int BUFFER = 1 << 16;

    private final Path folder;

    /** The archive in that folder, which is made if there is none. */
    public WalArchive(Path folder) throws IOException {
        OwnerOnly.makeFolder(folder);
        this.folder = folder;
    }

    /** Takes a file, if it is not there yet. */
    void take(Path file) throws IOException {
        Path target = folder.resolve(file.getFileName() + END);
        if (Files.exists(target)) {
            return;
        }
        Path part = folder.resolve(file.getFileName() + PART);
        try (FileChannel channel = FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                OutputStream plain = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
                GZIPOutputStream packed = new GZIPOutputStream(plain, BUFFER)) {
            Files.copy(file, packed);
            packed.finish();
            plain.flush();
            channel.force(true);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes what is older than that segment, in whichever timeline, and what an interrupted writer left. */
    public void dropBefore(String segment) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = WalFiles.name(file);
                boolean older = name.length() == segment.length() + END.length()
                        && !isFrom(segment, name.substring(0, segment.length()));
                if (older || name.endsWith(PART)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Unpacks what a recovery needs into a server's own folder: everything from that segment on. */
    void unpack(String from, Path into) throws IOException {
        List<Path> packed;
        try (Stream<Path> files = Files.list(folder)) {
            packed = files.filter(file -> WalFiles.name(file).endsWith(END)).toList();
        }
        for (Path file : packed) {
            String name = WalFiles.name(file).substring(0, WalFiles.name(file).length() - END.length());
            if (name.length() != from.length() || isFrom(from, name)) {
                try (InputStream content = new GZIPInputStream(Files.newInputStream(file), BUFFER)) {
                    Files.copy(content, into.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static boolean isFrom(String first, String segment) {
        return segment.substring(WalFiles.TIMELINE).compareTo(first.substring(WalFiles.TIMELINE)) >= 0;
    }
}
