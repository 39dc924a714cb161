package io.moderato.model.tokenizer;

import io.moderato.model.weights.WriteAside;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a WordPiece vocabulary as a Hugging Face {@code tokenizer.json}, with BERT's uncased rules. Each emoji is a separate word. */
public final class TokenizerFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Symbols and skin tones, which become separate words. Punctuation is separated by BERT's own rule. */
    private static final String EMOJI = "\\p{So}|[\\x{1F3FB}-\\x{1F3FF}]";

    private TokenizerFile() {}

    /** Writes the file, whole or not at all. The position of a piece is its id. */
    public static void write(Path file, List<String> vocabulary) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        for (String token : WordPieceTrainer.SPECIAL) {
            added.addObject()
                    .put("id", vocabulary.indexOf(token))
                    .put("content", token)
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
        root.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put("handle_chinese_chars", true)
                .put("strip_accents", true)
                .put("lowercase", true);
        ArrayNode cutters =
                root.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
        cutters.addObject().put("type", "BertPreTokenizer");
        ObjectNode emoji = cutters.addObject().put("type", "Split");
        emoji.putObject("pattern").put("Regex", EMOJI);
        emoji.put("behavior", "Isolated").put("invert", false);
        template(root.putObject("post_processor"), vocabulary);
        root.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
        ObjectNode model = root.putObject("model")
                .put("type", "WordPiece")
                .put("unk_token", "[UNK]")
                .put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", 100);
        ObjectNode vocab = model.putObject("vocab");
        for (int id = 0; id < vocabulary.size(); id++) {
            vocab.put(vocabulary.get(id), id);
        }
        WriteAside.replace(file, aside -> JSON.writeValue(aside, root));
    }

    private static void template(ObjectNode processor, List<String> vocabulary) {
        processor.put("type", "TemplateProcessing");
        ArrayNode single = processor.putArray("single");
        special(single, "[CLS]", 0);
        sequence(single, "A", 0);
        special(single, "[SEP]", 0);
        ArrayNode pair = processor.putArray("pair");
        special(pair, "[CLS]", 0);
        sequence(pair, "A", 0);
        special(pair, "[SEP]", 0);
        sequence(pair, "B", 1);
        special(pair, "[SEP]", 1);
        ObjectNode tokens = processor.putObject("special_tokens");
        for (String token : List.of("[CLS]", "[SEP]")) {
            ObjectNode node = tokens.putObject(token).put("id", token);
            node.putArray("ids").add(vocabulary.indexOf(token));
            node.putArray("tokens").add(token);
        }
    }

    private static void special(ArrayNode template, String token, int type) {
        template.addObject().putObject("SpecialToken").put("id", token).put("type_id", type);
    }

    private static void sequence(ArrayNode template, String id, int type) {
        template.addObject().putObject("Sequence").put("id", id).put("type_id", type);
    }
}
