package io.moderato.model.data.version;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.decision.Category;
import io.moderato.model.ModelException;
import io.moderato.model.data.SetFile;
import io.moderato.model.data.version.DataPart.Counts;
import io.moderato.model.data.version.DataPart.Lines;
import io.moderato.model.data.version.DataPart.Rows;
import io.moderato.model.weights.WriteAside;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The content of a data folder: every labelled set {@code text/*.jsonl.gz} and every corpus {@code corpora/*.txt.xz}, by hash. The manifest
 * holds no times, machines or folders, so the same data has the same manifest everywhere.
 *
 * @param format the version of this file's form
 * @param version SHA-256 over the parts' paths, sizes and hashes; see {@link #version(List)}
 * @param parts the parts in the order of their paths
 * @param dvc the hash that DVC would give the whole folder; absent if DVC would not add the folder
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DataManifest(
        int format,
        String version,
        List<DataPart> parts,
        @Nullable DvcDirectory dvc) {
    static final String TEXT = "text";
    static final String CORPORA = "corpora";
    static final String CORPUS_ENDING = ".txt.xz";

    private static final int FORMAT = 1;
    private static final int XZ_MEMORY_KIB = 256 * 1024;

    /** The most sources, licences or splits of a set. If a set has more, its columns are mixed up. */
    private static final int MOST_NAMES = 64;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public DataManifest {
        parts = List.copyOf(parts);
    }

    /**
     * Reads everything in a data folder once for the hashes, and the parts a second time for the counts.
     *
     * @param progress gets a line for each part
     * @throws ModelException if the folder holds no parts, or a part cannot be understood; then the message names file and line
     */
    public static DataManifest of(Path folder, Consumer<String> progress) {
        List<DataPart> parts = new ArrayList<>();
        Map<String, FileHash> hashes = new TreeMap<>();
        for (String path : paths(folder)) {
            Path file = folder.resolve(path);
            FileHash hash = FileHash.of(file);
            hashes.put(path, hash);
            boolean set = path.startsWith(TEXT);
            DataPart part = new DataPart(
                    path, hash.size(), hash.md5(), hash.sha256(), set ? rows(file) : null, set ? null : lines(file));
            parts.add(part);
            progress.accept(describe(part));
        }
        if (parts.isEmpty()) {
            throw new ModelException(folder, "holds neither text/*.jsonl.gz nor corpora/*.txt.xz");
        }
        return new DataManifest(FORMAT, version(parts), parts, DvcDirectory.of(folder, hashes));
    }

    /**
     * The version of data with those parts: SHA-256 over a line {@code PATH TAB SIZE TAB MD5 TAB SHA-256 LF} for each part in the order of
     * the paths. Counts are left out, because they follow from the content: a better label mapping does not change the data's version.
     */
    static String version(List<DataPart> parts) {
        StringBuilder canonical = new StringBuilder();
        parts.stream()
                .sorted(java.util.Comparator.comparing(DataPart::path))
                .forEach(part -> canonical
                        .append(part.path())
                        .append('\t')
                        .append(part.size())
                        .append('\t')
                        .append(part.md5())
                        .append('\t')
                        .append(part.sha256())
                        .append('\n'));
        return FileHash.sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a manifest.
     *
     * @throws ModelException if the file is not a manifest, or its version does not agree with its parts
     */
    public static DataManifest read(Path file) {
        try {
            DataManifest manifest = JSON.readValue(file, DataManifest.class);
            if (manifest.format != FORMAT) {
                throw new ModelException(file, "has format %d, known is %d".formatted(manifest.format, FORMAT));
            }
            if (!version(manifest.parts).equals(manifest.version)) {
                throw new ModelException(file, "was changed: its version does not agree with its parts");
            }
            return manifest;
        } catch (JacksonException | NullPointerException e) {
            throw new ModelException(file, "is not a data manifest: " + e.getMessage(), e);
        }
    }

    /** Writes the manifest. The file appears whole or not at all. */
    public void write(Path file) {
        WriteAside.replace(file, aside -> JSON.writeValue(aside, this));
    }

    /** The way in which a folder differs from a manifest. */
    public enum Difference {
        /** Other content under the same path. */
        CHANGED,
        /** In the manifest only. */
        MISSING,
        /** In the folder only. */
        NEW
    }

    /** The parts of a folder that differ from this manifest, in the order of their paths; empty if the folder holds this data. */
    public Map<String, Difference> compare(Path folder) {
        Map<String, Difference> differences = new TreeMap<>();
        Set<String> present = new LinkedHashSet<>(paths(folder));
        for (DataPart part : parts) {
            if (!present.remove(part.path())) {
                differences.put(part.path(), Difference.MISSING);
            } else {
                FileHash hash = FileHash.of(folder.resolve(part.path()));
                if (!hash.sha256().equals(part.sha256()) || !hash.md5().equals(part.md5())) {
                    differences.put(part.path(), Difference.CHANGED);
                }
            }
        }
        present.forEach(path -> differences.put(path, Difference.NEW));
        return differences;
    }

    private static List<String> paths(Path folder) {
        List<String> paths = new ArrayList<>(paths(folder, TEXT, SetFile.ENDING));
        paths.addAll(paths(folder, CORPORA, CORPUS_ENDING));
        return paths.stream().sorted().toList();
    }

    private static List<String> paths(Path folder, String below, String ending) {
        Path in = folder.resolve(below);
        if (!Files.isDirectory(in)) {
            return List.of();
        }
        try (var files = Files.list(in)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> below + "/" + file.getFileName())
                    .filter(path -> path.endsWith(ending))
                    .toList();
        } catch (IOException e) {
            throw new ModelException(in, "cannot be listed: " + e.getMessage(), e);
        }
    }

    private static Rows rows(Path file) {
        long[] count = {0};
        Map<String, Long> splits = new TreeMap<>();
        Map<Category, long[]> labels = new EnumMap<>(Category.class);
        Set<String> sources = new LinkedHashSet<>();
        Set<String> licences = new LinkedHashSet<>();
        SetFile.rows(file, row -> {
            count[0]++;
            splits.merge(row.split(), 1L, Long::sum);
            add(sources, row.source(), "sources");
            add(licences, row.licence(), "licences");
            if (splits.size() > MOST_NAMES) {
                throw new IllegalArgumentException("the set names more than %d splits".formatted(MOST_NAMES));
            }
            row.labels()
                    .forEach((category, label) ->
                            labels.computeIfAbsent(category, c -> new long[2])[label.positive() ? 0 : 1]++);
        });
        Map<Category, Counts> counts = new EnumMap<>(Category.class);
        labels.forEach((category, n) -> counts.put(category, new Counts(n[0], n[1])));
        return new Rows(
                count[0],
                splits,
                counts,
                sources.stream().sorted().toList(),
                licences.stream().sorted().toList());
    }

    private static void add(Set<String> names, @Nullable String name, String what) {
        if (name != null && names.add(name) && names.size() > MOST_NAMES) {
            throw new IllegalArgumentException("the set names more than %d %s".formatted(MOST_NAMES, what));
        }
    }

    private static Lines lines(Path file) {
        long lines = 0;
        long bytes = 0;
        byte last = '\n';
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = new XZInputStream(Files.newInputStream(file), XZ_MEMORY_KIB)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                    }
                }
                if (n > 0) {
                    last = buffer[n - 1];
                }
                bytes += n;
            }
        } catch (IOException e) {
            throw new ModelException(
                    file, "line %d cannot be read: %s".formatted(lines + 1, String.valueOf(e.getMessage())), e);
        }
        return new Lines(last == '\n' ? lines : lines + 1, bytes);
    }

    private static String describe(DataPart part) {
        Rows rows = part.rows();
        Lines lines = part.lines();
        if (rows != null) {
            return "%s: %,d rows %s, %s".formatted(part.path(), rows.count(), rows.splits(), rows.licences());
        }
        return "%s: %,d lines".formatted(part.path(), lines == null ? 0 : lines.count());
    }
}
