package io.moderato.model.data.version;

import io.moderato.model.ModelException;
import io.moderato.model.weights.WriteAside;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder in the form of DVC 3. DVC lists every file below the folder as {@code {"md5", "relpath"}}, sorted by path. It writes the list in
 * the way of Python's {@code json.dumps} (ASCII, a space after commas and colons). The MD5 of the list, followed by {@code .dir}, is the
 * folder's hash. Source: {@code Tree.as_bytes} and {@code Tree.digest} in dvc-data's {@code hashfile/tree.py}; fields and order of a {@code
 * .dvc} file: DVC's user guide, "dvc-files".
 *
 * @param md5 the hash, which ends in {@code .dir}
 * @param size the size of all files together, in bytes
 * @param nfiles the number of files
 */
public record DvcDirectory(String md5, long size, long nfiles) {
    private static final String SUFFIX = ".dir";

    /** The folders that DVC always leaves out. */
    private static final Set<String> IGNORED = Set.of(".git", ".hg", ".dvc");

    /** The name of a file that makes DVC refuse its folder. */
    private static final String IGNORE_FILE = ".dvcignore";

    private static final int MOST_FILES = 1_000_000;

    private record Entry(String path, FileHash hash) {}

    /**
     * Hashes a folder; null if DVC would refuse the folder, because a {@code .dvcignore} file is below it.
     *
     * @param known the hashes that are known already, by path
     */
    static @Nullable DvcDirectory of(Path folder, Map<String, FileHash> known) {
        List<Path> files = files(folder);
        if (files == null) {
            return null;
        }
        List<Entry> entries = new ArrayList<>(files.size());
        for (Path file : files) {
            String path = folder.relativize(file).toString().replace('\\', '/');
            FileHash hash = known.get(path);
            entries.add(new Entry(path, hash != null ? hash : FileHash.of(file)));
        }
        entries.sort(Comparator.comparing(Entry::path, DvcDirectory::byCodePoint));
        StringBuilder listing = new StringBuilder("[");
        long size = 0;
        for (Entry entry : entries) {
            listing.append(listing.length() > 1 ? ", " : "")
                    .append("{\"md5\": \"")
                    .append(entry.hash.md5())
                    .append("\", \"relpath\": ");
            quote(entry.path, listing);
            listing.append('}');
            size += entry.hash.size();
        }
        listing.append(']');
        byte[] bytes = listing.toString().getBytes(StandardCharsets.US_ASCII);
        return new DvcDirectory(FileHash.md5(bytes) + SUFFIX, size, entries.size());
    }

    /**
     * Writes the {@code .dvc} file that {@code dvc add PATH} would write.
     *
     * @param path the folder, relative to the place of the file
     */
    public void write(Path file, String path) {
        WriteAside.replace(
                file,
                aside -> Files.writeString(
                        aside,
                        "outs:\n- md5: %s\n  size: %d\n  nfiles: %d\n  hash: md5\n  path: %s\n"
                                .formatted(md5, size, nfiles, yaml(path))));
    }

    private static @Nullable List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        boolean[] ignoreFile = {false};
        try {
            // links to files are read, links to folders are not followed, as in Python's os.walk
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    boolean skip = !directory.equals(folder)
                            && IGNORED.contains(directory.getFileName().toString());
                    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = file.getFileName().toString();
                    ignoreFile[0] |= name.equals(IGNORE_FILE);
                    if (Files.isRegularFile(file) && !name.equals(".git")) {
                        files.add(file);
                    }
                    if (files.size() > MOST_FILES) {
                        throw new ModelException(folder, "holds more than %,d files".formatted(MOST_FILES));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new ModelException(folder, "cannot be listed: " + e.getMessage(), e);
        }
        return ignoreFile[0] ? null : files;
    }

    /** Compares two texts by code point, as Python does; Java would compare UTF-16 units. */
    private static int byCodePoint(String a, String b) {
        return java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    /** Quotes a text in the way of Python's {@code json.dumps} with {@code ensure_ascii}. */
    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ' || c > '~') {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** A YAML scalar: plain if it can only be read as this text, otherwise in single quotes. */
    private static String yaml(String text) {
        boolean plain = text.matches("[A-Za-z_][A-Za-z0-9_./-]*")
                && !text.toLowerCase(Locale.ROOT).matches("y|n|yes|no|on|off|true|false|null");
        return plain ? text : "'" + text.replace("'", "''") + "'";
    }
}
