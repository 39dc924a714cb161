package io.moderato.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies the files of a database while it is used, with what its recovery needs of the write-ahead log, so the copy is whole by itself. It
 * follows PostgreSQL's manual, "Making a Base Backup Using the Low Level API".
 */
final class DatabaseCopy {
    private static final String SLOT = "moderato_backup";
    private static final String WAL = "pg_wal";
    /** What a server makes anew, by the same manual. */
    private static final Set<String> CONTENT_LEFT_OUT = Set.of(
            WAL, "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans");

    private static final Set<String> LEFT_OUT =
            Set.of("postmaster.pid", "postmaster.opts", "pg_internal.init", "backup_label", "tablespace_map");

    private final Path data;
    private final Connection connection;

    DatabaseCopy(Path data, Connection connection) {
        this.data = data;
        this.connection = connection;
    }

    /**
     * Copies all files.
     *
     * @param prefix goes before each name, with a slash at its end
     * @return the first segment of the log that the copy needs
     * @throws IOException if another copy is being made, or a file cannot be read or taken
     */
    String writeTo(FileSink sink, String prefix) throws IOException, SQLException {
        keepWal();
        String first = value("SELECT pg_walfile_name(pg_backup_start('moderato', fast => true))");
        copyData(sink, prefix);
        String last;
        String label;
        try (Statement statement = connection.createStatement();
                ResultSet stopped = statement.executeQuery(
                        "SELECT pg_walfile_name(lsn), labelfile FROM pg_backup_stop(wait_for_archive => false)")) {
            stopped.next();
            last = stopped.getString(1);
            label = stopped.getString(2);
        }
        copyWal(sink, prefix, first, last);
        byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
        sink.file(prefix + "backup_label", bytes.length, new ByteArrayInputStream(bytes));
        return first;
    }

    /** For as long as this connection lives, the server keeps what has been written to its log from now on. */
    private void keepWal() throws IOException, SQLException {
        try {
            value("SELECT pg_create_physical_replication_slot('" + SLOT + "', true, true)::text");
        } catch (SQLException failed) {
            if ("42710".equals(failed.getSQLState())) {
                throw new IOException("Another backup is being made. Wait until it is done.", failed);
            }
            throw failed;
        }
    }

    private void copyData(FileSink sink, String prefix) throws IOException {
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                String name = data.relativize(folder).toString();
                if (!name.isEmpty()) {
                    // an empty file with a slash at its end is a folder: servers need some that are empty
                    sink.file(prefix + name + "/", 0, InputStream.nullInputStream());
                }
                return CONTENT_LEFT_OUT.contains(name)
                                || folder.getFileName().toString().startsWith("pgsql_tmp")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                if (attributes.isRegularFile() && !LEFT_OUT.contains(name) && !name.startsWith("pgsql_tmp")) {
                    copy(file, prefix + data.relativize(file), sink);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, @Nullable IOException failed) throws IOException {
                if (failed instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failed == null ? new IOException("Reading " + file) : failed;
            }
        });
        sink.file(prefix + WAL + "/archive_status/", 0, InputStream.nullInputStream());
        sink.file(prefix + WAL + "/summaries/", 0, InputStream.nullInputStream());
    }

    private void copyWal(FileSink sink, String prefix, String first, String last) throws IOException {
        List<Path> segments = WalFiles.segments(data.resolve(WAL), first, last);
        if (!segments.getFirst().endsWith(first) || !segments.getLast().endsWith(last)) {
            throw new IOException("The write-ahead log from " + first + " to " + last + " is not complete any more.");
        }
        for (Path segment : segments) {
            copy(segment, prefix + WAL + "/" + segment.getFileName(), sink);
        }
        for (Path history : WalFiles.histories(data.resolve(WAL))) {
            copy(history, prefix + WAL + "/" + history.getFileName(), sink);
        }
    }

    /** A file may be dropped by the server at any moment; recovery does not miss it. */
    private static void copy(Path file, String name, FileSink sink) throws IOException {
        InputStream opened;
        long size;
        try {
            size = Files.size(file);
            opened = Files.newInputStream(file);
        } catch (NoSuchFileException dropped) {
            return;
        }
        try (InputStream content = new ExactStream(opened, size)) {
            sink.file(name, size, content);
        }
    }

    private String value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
