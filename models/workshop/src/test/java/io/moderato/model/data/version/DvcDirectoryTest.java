package io.moderato.model.data.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listings have the form of Python's json.dumps. The MD5 hashes of "" and "abc" are from RFC 1321. */
class DvcDirectoryTest {
    private static final String EMPTY = "d41d8cd98f00b204e9800998ecf8427e";
    private static final String ABC = "900150983cd24fb0d6963f7d28e17f72";

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void makeFolder() {
        folder = temp.resolve("data");
    }

    @Test
    void hashesTheListingThatDvcWrites() throws Exception {
        write("text/b.txt", "abc");
        write("text/a.txt", "");
        write("README", "abc");

        DvcDirectory dvc = DvcDirectory.of(folder, Map.of());

        String listing = "[{\"md5\": \"" + ABC + "\", \"relpath\": \"README\"}, {\"md5\": \"" + EMPTY
                + "\", \"relpath\": \"text/a.txt\"}, {\"md5\": \"" + ABC + "\", \"relpath\": \"text/b.txt\"}]";
        assertThat(dvc).isEqualTo(new DvcDirectory(md5(listing) + ".dir", 6, 3));
        // the same hash by python3 -c 'import hashlib, json; …'
        assertThat(dvc.md5()).isEqualTo("b812ecf828622a46bba6b3dec863f066.dir");
    }

    @Test
    void escapesAndSortsNamesAsPythonDoes() throws Exception {
        write("\uFF21", "");
        write("\uD83D\uDC4D \"ä\"", "");

        DvcDirectory dvc = DvcDirectory.of(folder, Map.of());

        // U+FF21 comes before U+1F44D by code point, after its surrogates by UTF-16 unit
        String listing = "[{\"md5\": \"" + EMPTY + "\", \"relpath\": \"\\uff21\"}, {\"md5\": \"" + EMPTY
                + "\", \"relpath\": \"\\ud83d\\udc4d \\\"\\u00e4\\\"\"}]";
        assertThat(dvc.md5()).isEqualTo(md5(listing) + ".dir").isEqualTo("23d6182f36bf461b2ccdeb0356716706.dir");
    }

    @Test
    void leavesOutWhatDvcLeavesOut() throws Exception {
        write("a", "abc");
        DvcDirectory before = DvcDirectory.of(folder, Map.of());
        write(".git/HEAD", "ref");
        write(".dvc/config", "");

        assertThat(DvcDirectory.of(folder, Map.of())).isEqualTo(before);
    }

    @Test
    void answersNothingForAFolderThatDvcRefuses() throws Exception {
        write("a", "abc");
        write("below/.dvcignore", "*.tmp");

        assertThat(DvcDirectory.of(folder, Map.of())).isNull();
    }

    @Test
    void writesTheFileOfDvcAdd() throws Exception {
        Path file = temp.resolve("data.dvc");

        new DvcDirectory(ABC + ".dir", 93530817, 97).write(file, "data");

        assertThat(file).hasContent("""
                outs:
                - md5: 900150983cd24fb0d6963f7d28e17f72.dir
                  size: 93530817
                  nfiles: 97
                  hash: md5
                  path: data
                """);
        new DvcDirectory(ABC + ".dir", 1, 1).write(file, "it's: 1");
        assertThat(file).content().contains("  path: 'it''s: 1'\n");
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String md5(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
