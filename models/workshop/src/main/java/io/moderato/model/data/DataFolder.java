package io.moderato.model.data;

import io.moderato.model.ModelException;
import io.moderato.model.ModerationSettings.DataSource;
import io.moderato.model.data.LabelledText.Labels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.tukaani.xz.XZInputStream;
import tools.jackson.databind.JsonNode;

/**
 * The labelled sets and corpora that a model is made from: {@code text/NAME.jsonl.gz} with rows {@code {"text", "labels", "split",
 * "licence"}}, and {@code corpora/NAME.txt.xz} with plain lines. A missing corpus or set is left out.
 */
public final class DataFolder {
    /** The part of a set that a row belongs to. */
    public enum Split {
        TRAIN,
        VALIDATION;

        private boolean is(String name) {
            return name().equalsIgnoreCase(name);
        }
    }

    /** The licence of rows that do not come from a file: the functional sentences, which are shipped with this project. */
    private static final String OWN_LICENCE = "Apache-2.0";

    private final Path folder;
    private final Map<String, Path> sets = new LinkedHashMap<>();

    private DataFolder(Path folder) {
        this.folder = folder;
        Path text = folder.resolve("text");
        if (Files.isDirectory(text)) {
            try (var files = Files.list(text)) {
                files.filter(file -> file.toString().endsWith(SetFile.ENDING))
                        .filter(file -> LabelMapping.of(SetFile.name(file)).isPresent())
                        .sorted()
                        .forEach(file -> sets.put(SetFile.name(file), file));
            } catch (IOException e) {
                throw new ModelException(text, "cannot be listed: " + e.getMessage(), e);
            }
        }
        if (sets.isEmpty()) {
            throw new ModelException(text, "holds no labelled set *" + SetFile.ENDING);
        }
    }

    /**
     * Finds the labelled sets.
     *
     * @throws ModelException if there is no set
     */
    public static DataFolder open(Path folder) {
        return new DataFolder(folder);
    }

    /** The path of the folder. */
    public Path path() {
        return folder;
    }

    /** The names of the sets in the folder. */
    public List<String> sets() {
        return List.copyOf(sets.keySet());
    }

    /**
     * The labelled rows of a split, set after set, each text once. Texts that are also in the other split are left out of TRAIN, so that
     * validation never measures texts that were learned by heart.
     *
     * @throws ModelException if a row cannot be understood; the message names file and line
     */
    public List<LabelledText> read(Split split) {
        Set<String> seen = new HashSet<>();
        if (split == Split.TRAIN) {
            read(Split.VALIDATION).forEach(row -> seen.add(row.text()));
        }
        List<LabelledText> rows = new ArrayList<>();
        for (String set : sets.keySet()) {
            Set<String> ofSet = new HashSet<>();
            rows(set, split, row -> {
                // two sets may label the same text for different categories; one set labels it once
                if (!seen.contains(row.text()) && ofSet.add(row.text())) {
                    rows.add(row);
                }
            });
        }
        return rows;
    }

    /** The sets with the licences that their rows state, and the number of the given rows that come from each set. */
    public List<DataSource> sources(List<LabelledText> rows) {
        Map<String, Long> counts = new LinkedHashMap<>();
        rows.forEach(row -> counts.merge(row.set(), 1L, Long::sum));
        List<DataSource> sources = new ArrayList<>();
        counts.forEach((set, count) ->
                sources.add(new DataSource(set, sets.containsKey(set) ? licence(set) : OWN_LICENCE, count)));
        return sources;
    }

    /** Passes on up to that many characters of each corpus, line by line. */
    public void corpora(long charactersOfEach, Consumer<String> lines) {
        for (Path corpus : corpora()) {
            long[] left = {charactersOfEach};
            lines(corpus, line -> {
                lines.accept(line);
                left[0] -= line.length();
                return left[0] > 0;
            });
        }
    }

    /** The files of plain text, by name; an empty list if there is no folder for them. */
    public List<Path> corpora() {
        Path corpora = folder.resolve("corpora");
        if (!Files.isDirectory(corpora)) {
            return List.of();
        }
        try (var files = Files.list(corpora)) {
            return files.filter(f -> f.toString().endsWith(".txt.xz")).sorted().toList();
        } catch (IOException e) {
            throw new ModelException(corpora, "cannot be listed: " + e.getMessage(), e);
        }
    }

    /** Passes on the lines of a corpus until the receiver answers false. */
    public void lines(Path corpus, Predicate<String> wanted) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new XZInputStream(Files.newInputStream(corpus)), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null && wanted.test(line)) {
                line = reader.readLine();
            }
        } catch (IOException e) {
            throw new ModelException(corpus, "cannot be read: " + e.getMessage(), e);
        }
    }

    private String licence(String set) {
        String[] licence = {"not stated"};
        lines(set, (number, row) -> {
            licence[0] = row.path("licence").asString("not stated");
            return false;
        });
        return licence[0];
    }

    private void rows(String set, Split split, Consumer<LabelledText> rows) {
        BiConsumer<JsonNode, Labels> mapping = LabelMapping.of(set).orElseThrow();
        lines(set, (number, row) -> {
            if (split.is(row.path("split").asString(""))) {
                JsonNode text = row.path("text");
                if (!text.isString()) {
                    throw new IllegalArgumentException("has no text");
                }
                Labels labels = new Labels();
                mapping.accept(row.path("labels"), labels);
                AspectMapping.read(set, row.path("labels"), labels);
                // a text without a category cannot be measured, but its aspects teach
                if (!labels.map().isEmpty()
                        || split == Split.TRAIN && !labels.aspects().isEmpty()) {
                    rows.accept(new LabelledText(set, text.asString(), labels.map(), labels.aspects()));
                }
            }
            return true;
        });
    }

    private void lines(String set, SetFile.RowReader rows) {
        Path file = sets.get(set);
        if (file == null) {
            throw new ModelException(folder, "has no set " + set);
        }
        SetFile.lines(file, rows);
    }
}
