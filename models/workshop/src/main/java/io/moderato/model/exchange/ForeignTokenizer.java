package io.moderato.model.exchange;

import io.moderato.model.EncoderConfig.Family;
import io.moderato.model.ModelException;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.weights.WriteAside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code tokenizer.json} of a foreign classifier. It is the classifier's own file, or is made from the files of older releases in the
 * same way as Hugging Face's {@code BertTokenizerFast} and {@code RobertaTokenizerFast}.
 */
final class ForeignTokenizer {
    private static final String WORD_PIECES = "vocab.txt";
    private static final String PAIRS = "vocab.json";
    private static final String MERGES = "merges.txt";
    private static final String SETTINGS = "tokenizer_config.json";

    private final Path folder;
    private final JsonNode settings;

    private ForeignTokenizer(Path folder) {
        this.folder = folder;
        this.settings = Files.isRegularFile(folder.resolve(SETTINGS))
                ? ForeignFolder.json(folder.resolve(SETTINGS))
                : ModelFolder.JSON.createObjectNode();
    }

    /**
     * Puts the tokenizer of the folder at the target.
     *
     * @throws ModelException if there is no tokenizer, or its files do not fit each other
     */
    static void write(Path folder, Family family, Path target) {
        new ForeignTokenizer(folder).write(family, target);
    }

    /** The longest input that the tokenizer's settings allow; a very large number if they set no limit. */
    static long longestInput(Path folder) {
        double length =
                new ForeignTokenizer(folder).settings.path("model_max_length").asDouble(Double.MAX_VALUE);
        return length >= 1 ? (long) Math.min(length, Integer.MAX_VALUE) : Integer.MAX_VALUE;
    }

    private void write(Family family, Path target) {
        Path ready = folder.resolve(ModelFolder.TOKENIZER);
        if (Files.isRegularFile(ready)) {
            try {
                Files.copy(ready, target, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new ModelException(target, "cannot be written: " + e.getMessage(), e);
            }
            return;
        }
        ObjectNode tokenizer;
        if (family != Family.ROBERTA && Files.isRegularFile(folder.resolve(WORD_PIECES))) {
            tokenizer = wordPieces();
        } else if (family == Family.ROBERTA
                && Files.isRegularFile(folder.resolve(PAIRS))
                && Files.isRegularFile(folder.resolve(MERGES))) {
            tokenizer = bytePairs();
        } else {
            throw new ModelException(
                    ready,
                    "missing, and so is %s, from which it could be made"
                            .formatted(family == Family.ROBERTA ? PAIRS + " or " + MERGES : WORD_PIECES));
        }
        WriteAside.replace(target, aside -> ModelFolder.JSON.writeValue(aside, tokenizer));
    }

    private ObjectNode wordPieces() {
        List<String> pieces = lines(folder.resolve(WORD_PIECES));
        String unknown = special("unk_token", "[UNK]");
        String first = special("cls_token", "[CLS]");
        String last = special("sep_token", "[SEP]");
        List<String> all =
                List.of(special("pad_token", "[PAD]"), unknown, first, last, special("mask_token", "[MASK]"));
        ObjectNode root = root();
        ArrayNode added = root.putArray("added_tokens");
        for (String token : all) {
            int id = pieces.indexOf(token);
            if (id >= 0) {
                added(added, id, token, false);
            }
        }
        boolean lower = settings.path("do_lower_case")
                .asBoolean(pieces.stream()
                        .filter(piece -> !all.contains(piece) && !piece.startsWith("["))
                        .allMatch(piece -> piece.equals(piece.toLowerCase(java.util.Locale.ROOT))));
        ObjectNode normalizer = root.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put(
                        "handle_chinese_chars",
                        settings.path("tokenize_chinese_chars").asBoolean(true))
                .put("lowercase", lower);
        JsonNode strip = settings.path("strip_accents");
        if (strip.isBoolean()) {
            normalizer.put("strip_accents", strip.asBoolean());
        } else {
            normalizer.putNull("strip_accents");
        }
        root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        ObjectNode around = root.putObject("post_processor").put("type", "BertProcessing");
        around.putArray("sep").add(last).add(id(WORD_PIECES, pieces.indexOf(last), last));
        around.putArray("cls").add(first).add(id(WORD_PIECES, pieces.indexOf(first), first));
        root.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
        ObjectNode model = root.putObject("model")
                .put("type", "WordPiece")
                .put("unk_token", unknown)
                .put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", 100);
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < pieces.size(); id++) {
            vocabulary.put(pieces.get(id), id);
        }
        return root;
    }

    private ObjectNode bytePairs() {
        JsonNode vocabulary = ForeignFolder.json(folder.resolve(PAIRS));
        String first = special("cls_token", "<s>");
        String last = special("sep_token", "</s>");
        String mask = special("mask_token", "<mask>");
        boolean space = settings.path("add_prefix_space").asBoolean(false);
        ObjectNode root = root();
        ArrayNode added = root.putArray("added_tokens");
        for (String token : List.of(first, special("pad_token", "<pad>"), last, special("unk_token", "<unk>"), mask)) {
            if (vocabulary.has(token)) {
                added(added, vocabulary.path(token).asInt(-1), token, token.equals(mask));
            }
        }
        root.putNull("normalizer");
        bytes(root.putObject("pre_tokenizer"), space);
        ObjectNode around = root.putObject("post_processor").put("type", "RobertaProcessing");
        around.putArray("sep").add(last).add(id(PAIRS, vocabulary.path(last).asInt(-1), last));
        around.putArray("cls").add(first).add(id(PAIRS, vocabulary.path(first).asInt(-1), first));
        around.put("trim_offsets", true).put("add_prefix_space", space);
        bytes(root.putObject("decoder"), true);
        ObjectNode model = root.putObject("model").put("type", "BPE");
        model.putNull("dropout").putNull("unk_token");
        model.put("continuing_subword_prefix", "").put("end_of_word_suffix", "").put("fuse_unk", false);
        model.set("vocab", vocabulary);
        ArrayNode merges = model.putArray("merges");
        for (String line : lines(folder.resolve(MERGES))) {
            if (!line.isBlank() && !line.startsWith("#version")) {
                merges.add(line);
            }
        }
        return root;
    }

    private static ObjectNode root() {
        ObjectNode root = ModelFolder.JSON.createObjectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        return root;
    }

    private static void added(ArrayNode tokens, int id, String token, boolean takesSpaceBefore) {
        tokens.addObject()
                .put("id", id)
                .put("content", token)
                .put("single_word", false)
                .put("lstrip", takesSpaceBefore)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", true);
    }

    private static void bytes(ObjectNode node, boolean space) {
        node.put("type", "ByteLevel").put("add_prefix_space", space).put("trim_offsets", true);
    }

    private int id(String file, int id, String token) {
        if (id < 0) {
            throw new ModelException(folder.resolve(file), "does not hold " + token);
        }
        return id;
    }

    /** The text of a special token. The settings store it as text, or as an object with the text. */
    private String special(String key, String usual) {
        JsonNode token = settings.path(key);
        return token.isObject() ? token.path("content").asString(usual) : token.asString(usual);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new ModelException(file, "cannot be read: " + e.getMessage(), e);
        }
    }
}
