package io.moderato.model.pretrain;

import io.moderato.model.ModelException;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.serving.TextTokenizer;
import io.moderato.model.tokenizer.WordPieceTrainer;
import io.moderato.model.weights.WriteAside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The folder with the input of pre-training: a vocabulary, rows of texts for learning, and rows that are held out. */
final class PackedFolder {
    private final Path path;
    private final int tokens;

    /**
     * @param tokens the number of tokens in a row
     */
    PackedFolder(Path path, int tokens) {
        this.path = path;
        this.tokens = tokens;
    }

    Path path() {
        return path;
    }

    Path tokenizerFile() {
        return path.resolve(ModelFolder.TOKENIZER);
    }

    Path packedFile() {
        return path.resolve("packed.bin");
    }

    Path heldOutFile() {
        return path.resolve("held-out.bin");
    }

    /** Writes the origins of these corpora, for a program that trains with them and writes a lineage. */
    void writeOrigins(List<String> corpora) {
        WriteAside.replace(
                path.resolve("texts.json"),
                aside -> ModelFolder.JSON.writeValue(
                        aside, corpora.stream().map(CorpusOrigin::of).toList()));
    }

    boolean hasTexts() {
        return Files.exists(packedFile()) && Files.exists(heldOutFile());
    }

    TextTokenizer tokenizer() {
        return TextTokenizer.open(tokenizerFile(), tokens, 0);
    }

    PackedText texts() {
        return PackedText.open(packedFile(), tokens);
    }

    PackedText heldOut() {
        return PackedText.open(heldOutFile(), tokens);
    }

    /**
     * A mask that hides words of this vocabulary.
     *
     * @param share the share of the tokens to hide
     * @throws ModelException if the vocabulary was not made by pre-training
     */
    WordMask mask(int vocabularySize, double share) {
        boolean[] insideWord = new boolean[vocabularySize];
        JsonNode pieces =
                JsonMapper.shared().readTree(tokenizerFile()).path("model").path("vocab");
        for (int id = 0; id < WordPieceTrainer.SPECIAL.size(); id++) {
            if (pieces.path(WordPieceTrainer.SPECIAL.get(id)).asInt(-1) != id) {
                throw new ModelException(
                        tokenizerFile(),
                        "does not begin with the pieces %s, so hidden words could not be marked; only encoders that pretrain made can go on"
                                .formatted(WordPieceTrainer.SPECIAL));
            }
        }
        pieces.properties()
                .forEach(piece ->
                        insideWord[piece.getValue().asInt()] = piece.getKey().startsWith("##"));
        return new WordMask(
                insideWord, WordPieceTrainer.SPECIAL.size(), WordPieceTrainer.SPECIAL.indexOf("[MASK]"), share);
    }
}
