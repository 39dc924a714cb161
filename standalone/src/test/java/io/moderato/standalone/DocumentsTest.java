package io.moderato.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Markdown pages of the repository: their links lead somewhere, their tables are tables, the classes that they name exist. */
class DocumentsTest {
    private static final Path ROOT = Path.of(System.getProperty("moderato.root"));
    private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+\\s+(.*?)\\s*$", Pattern.MULTILINE);
    private static final Pattern SEPARATOR = Pattern.compile("^\\|?\\s*:?-{3,}:?\\s*(\\|\\s*:?-{3,}:?\\s*)*\\|?\\s*$");
    private static final Pattern SOURCE = Pattern.compile("`((?:[a-z]+/)+[A-Z]\\w+)(?:\\.\\w+)?`");
    private static final Pattern PACKAGE = Pattern.compile("`(io\\.moderato(?:\\.[a-z]+)*)`");

    private static final Pattern GENERATED =
            Pattern.compile("<!-- table: ([a-z0-9-]+) -->\n(.*?)<!-- /table -->", Pattern.DOTALL);

    private static List<Path> pages;
    /** The paths of all classes below io/moderato, without the extension. */
    private static Set<String> sources;

    @BeforeAll
    static void find() throws IOException {
        pages = files(".md");
        sources = files(".java").stream()
                .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                .filter(file -> file.contains("/io/moderato/"))
                .map(file -> file.substring(file.indexOf("/io/moderato/") + 13, file.length() - 5))
                .collect(Collectors.toSet());
    }

    private static List<Path> pages() throws IOException {
        return files(".md");
    }

    @Test
    void areFound() {
        assertThat(pages).contains(ROOT.resolve("README.md"), ROOT.resolve("docs/concepts.md"));
        assertThat(sources).contains("standalone/DocumentsTest");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linkToWhatIsThere(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher links = LINK.matcher(withoutCode(Files.readString(page)));
        while (links.find()) {
            String link = links.group(1);
            if (!link.contains("://") && !link.startsWith("mailto:") && !leadsSomewhere(page, link)) {
                broken.add(link);
            }
        }
        assertThat(broken).as("links of " + ROOT.relativize(page)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void haveTablesWhoseRowsFitTheirHeads(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        List<String> lines = Files.readString(page).lines().toList();
        boolean code = false;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                code = !code;
            }
            if (code || !lines.get(i).startsWith("|")) {
                continue;
            }
            int head = i;
            if (head + 1 >= lines.size()
                    || !SEPARATOR.matcher(lines.get(head + 1)).matches()) {
                broken.add((head + 1) + ": a row without a head");
            }
            for (; i < lines.size() && lines.get(i).startsWith("|"); i++) {
                if (cells(lines.get(i)) != cells(lines.get(head))) {
                    broken.add((i + 1) + ": " + cells(lines.get(i)) + " cells under " + cells(lines.get(head)));
                }
            }
        }
        assertThat(broken).as("tables of " + ROOT.relativize(page)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nameClassesAndPackagesThatThereAre(Path page) throws IOException {
        String text = Files.readString(page);
        List<String> unknown = new ArrayList<>();
        for (Matcher named = SOURCE.matcher(text); named.find(); ) {
            if (!sources.contains(named.group(1))) {
                unknown.add(named.group(1));
            }
        }
        for (Matcher named = PACKAGE.matcher(text); named.find(); ) {
            String folder = named.group(1).replace("io.moderato", "").replace('.', '/');
            if (sources.stream().noneMatch(source -> ("/" + source).startsWith(folder + "/"))) {
                unknown.add(named.group(1));
            }
        }
        assertThat(unknown).as("classes in " + ROOT.relativize(page)).isEmpty();
    }

    /** So that a figure is corrected in one place. */
    @ParameterizedTest
    @MethodSource("pages")
    void showTablesThatAreGeneratedAsTheirFilesSay(Path page) throws IOException {
        for (Matcher table = GENERATED.matcher(Files.readString(page)); table.find(); ) {
            Path file = page.resolveSibling("experiments").resolve(table.group(1) + ".tsv");
            assertThat(table.group(2).strip()).as(file.toString()).isEqualTo(rendered(Files.readAllLines(file)));
        }
    }

    /** Cells parted by tabs as a Markdown table; a head that ends in ">" stands above figures. */
    private static String rendered(List<String> rows) {
        String[] heads = rows.getFirst().split("\t", -1);
        List<String> lines = new ArrayList<>();
        lines.add(row(Stream.of(heads).map(head -> head.replaceAll(">$", "")).toList()));
        lines.add("|"
                + Stream.of(heads)
                        .map(head -> head.endsWith(">") ? "---:" : "---")
                        .collect(Collectors.joining("|"))
                + "|");
        rows.stream()
                .skip(1)
                .filter(row -> !row.isBlank())
                .forEach(row -> lines.add(row(List.of(row.split("\t", -1)))));
        return String.join("\n", lines);
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        int hash = link.indexOf('#');
        Path target = hash == 0
                ? page
                : page.resolveSibling(hash < 0 ? link : link.substring(0, hash)).normalize();
        return Files.exists(target) && (hash < 0 || anchors(target).contains(link.substring(hash + 1)));
    }

    /** The names that a page's headings have in links. */
    private static Set<String> anchors(Path page) throws IOException {
        Set<String> anchors = new HashSet<>();
        for (Matcher heading = HEADING.matcher(Files.readString(page)); heading.find(); ) {
            anchors.add(heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'));
        }
        return anchors;
    }

    private static int cells(String row) {
        String inside = row.strip().replace("\\|", "").replaceAll("`[^`]*`", "");
        inside = inside.endsWith("|") ? inside.substring(0, inside.length() - 1) : inside;
        return (int) inside.chars().filter(sign -> sign == '|').count();
    }

    private static String withoutCode(String text) {
        return text.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "");
    }

    private static List<Path> files(String extension) throws IOException {
        List<Path> found = new ArrayList<>();
        collect(ROOT, extension, found);
        return found;
    }

    private static void collect(Path folder, String extension, List<Path> found) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                if (Files.isDirectory(entry)) {
                    boolean dataSets = entry.equals(ROOT.resolve("data"));
                    if (!dataSets && !NOT_OURS.contains(entry.getFileName().toString())) {
                        collect(entry, extension, found);
                    }
                } else if (entry.toString().endsWith(extension)) {
                    found.add(entry);
                }
            }
        }
    }
}
