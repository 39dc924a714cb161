package io.moderato.model.make;

import io.moderato.model.data.DataFolder;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** A data folder with two small sets: insults and praise as jigsaw_toxic, prizes as sms_spam. A quarter of the rows is for validation. */
final class TinyData {
    private static final List<String> PEOPLE =
            List.of("neighbour", "teacher", "driver", "friend", "brother", "doctor", "boss", "cousin");
    private static final List<String> BAD = List.of("stupid", "idiotic", "worthless", "pathetic", "disgusting", "dumb");
    private static final List<String> GOOD = List.of("kind", "helpful", "patient", "brilliant", "friendly", "careful");
    private static final List<String> PRIZES = List.of("phone", "cruise", "voucher", "laptop");

    private TinyData() {}

    static DataFolder writeTo(Path folder) throws IOException {
        List<Map<String, Object>> comments = new ArrayList<>();
        List<Map<String, Object>> messages = new ArrayList<>();
        int row = 0;
        for (String person : PEOPLE) {
            for (int i = 0; i < BAD.size(); i++) {
                String split = ++row % 4 == 0 ? "validation" : "train";
                comments.add(comment("your %s is a %s fool".formatted(person, BAD.get(i)), 1, split));
                comments.add(comment("go away you %s %s".formatted(BAD.get(i), person), 1, split));
                comments.add(comment("your %s is a %s person".formatted(person, GOOD.get(i)), 0, split));
                comments.add(comment("thank you my %s %s".formatted(GOOD.get(i), person), 0, split));
            }
            for (String prize : PRIZES) {
                String split = ++row % 4 == 0 ? "validation" : "train";
                messages.add(message("win a free %s now, call and claim your prize".formatted(prize), "spam", split));
                messages.add(message("my %s has a new %s, shall we meet later".formatted(person, prize), "ham", split));
            }
        }
        write(folder, "jigsaw_toxic", comments);
        write(folder, "sms_spam", messages);
        return DataFolder.open(folder);
    }

    static Map<String, Object> comment(String text, int toxic, String split) {
        return Map.of(
                "text",
                text,
                "labels",
                Map.of(
                        "toxic",
                        toxic,
                        "severe_toxic",
                        0,
                        "obscene",
                        0,
                        "threat",
                        0,
                        "insult",
                        toxic,
                        "identity_hate",
                        0),
                "split",
                split,
                "licence",
                "CC0 for this test");
    }

    private static Map<String, Object> message(String text, String label, String split) {
        return Map.of("text", text, "labels", Map.of("label", label), "split", split, "licence", "CC0 for this test");
    }

    /** Writes or replaces a set. */
    static void write(Path folder, String set, List<Map<String, Object>> rows) throws IOException {
        Path file = folder.resolve("text").resolve(set + ".jsonl.gz");
        Files.createDirectories(file.getParent());
        try (Writer writer =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            for (Map<String, Object> row : rows) {
                writer.write(JsonMapper.shared().writeValueAsString(row) + "\n");
            }
        }
    }
}
