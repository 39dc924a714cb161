package io.moderato.model.serving;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.moderato.model.ModelException;
import io.moderato.model.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns texts into the token windows that the model reads. A text is normalised and cut into the pieces of the model's tokenizer. Each
 * window is put between the two tokens that the tokenizer puts around a text ([CLS] … [SEP], or other names). Thread-safe.
 */
public final class TextTokenizer implements AutoCloseable {
    private final HuggingFaceTokenizer tokenizer;
    private final int vocabularySize;
    private final long first;
    private final long last;
    private final int maxTokens;
    private final int overlap;
    private final Normalization normalization;

    private TextTokenizer(
            HuggingFaceTokenizer tokenizer,
            int vocabularySize,
            int maxTokens,
            int overlap,
            Normalization normalization) {
        this.tokenizer = tokenizer;
        this.vocabularySize = vocabularySize;
        this.maxTokens = maxTokens;
        this.overlap = overlap;
        this.normalization = normalization;
        long[] empty = tokenizer.encode("", true, false).getIds();
        if (empty.length != 2) {
            throw new ModelException("The tokenizer puts %d tokens around a text, expected one before and one behind it"
                    .formatted(empty.length));
        }
        this.first = empty[0];
        this.last = empty[1];
    }

    /** Opens the {@code tokenizer.json} of a model that reads the light form of texts. */
    public static TextTokenizer open(Path file, int maxTokens, int overlap) {
        return open(file, maxTokens, overlap, Normalization.LIGHT);
    }

    /**
     * Opens a Hugging Face {@code tokenizer.json}.
     *
     * @param maxTokens the longest window, special tokens included
     * @param overlap the number of tokens that neighbouring windows share
     * @param normalization the form into which a text is brought first
     * @throws ModelException if the file is not a tokenizer
     */
    public static TextTokenizer open(Path file, int maxTokens, int overlap, Normalization normalization) {
        // the library would try to download a missing file
        if (!Files.isRegularFile(file)) {
            throw new ModelException(file, "missing");
        }
        HuggingFaceTokenizer tokenizer;
        try {
            tokenizer = HuggingFaceTokenizer.newInstance(file, Map.of("truncation", "false", "padding", "false"));
        } catch (IOException | RuntimeException e) {
            throw new ModelException(file, "is not a tokenizer: " + e.getMessage(), e);
        }
        try {
            return new TextTokenizer(tokenizer, vocabularySize(file), maxTokens, overlap, normalization);
        } catch (ModelException e) {
            tokenizer.close();
            throw new ModelException(file, String.valueOf(e.getMessage()), e);
        }
    }

    /** The highest token id plus one: the number of rows that the embedding must have. */
    public int vocabularySize() {
        return vocabularySize;
    }

    private static int vocabularySize(Path file) {
        JsonNode root = JsonMapper.shared().readTree(file);
        int highest = -1;
        JsonNode vocabulary = root.path("model").path("vocab");
        if (vocabulary.isArray()) {
            // a unigram model numbers its pieces by their place in the list
            highest = vocabulary.size() - 1;
        }
        for (Map.Entry<String, JsonNode> piece : vocabulary.properties()) {
            highest = Math.max(highest, piece.getValue().asInt(-1));
        }
        for (JsonNode added : root.path("added_tokens")) {
            highest = Math.max(highest, added.path("id").asInt(-1));
        }
        return highest + 1;
    }

    /** The windows of a text, at least one, each at most maxTokens long, special tokens included. */
    public List<long[]> windows(String text) {
        return windows(tokenizer.encode(normalization.apply(text), false, false).getIds());
    }

    /** The windows of each text. */
    public List<List<long[]>> windows(List<String> texts) {
        return tokens(texts).stream().map(this::windows).toList();
    }

    /** The token ids of each text, without special tokens. */
    public List<long[]> tokens(List<String> texts) {
        String[] normalized = texts.stream().map(normalization::apply).toArray(String[]::new);
        return Arrays.stream(tokenizer.batchEncode(normalized, false, false))
                .map(Encoding::getIds)
                .toList();
    }

    /** The id that begins a window. */
    public int firstId() {
        return (int) first;
    }

    /** The id that ends a window. */
    public int lastId() {
        return (int) last;
    }

    private List<long[]> windows(long[] tokens) {
        int room = maxTokens - 2;
        if (tokens.length <= room) {
            return List.of(window(tokens, 0, tokens.length));
        }
        List<long[]> windows = new ArrayList<>();
        for (int start = 0; ; start += room - overlap) {
            int end = Math.min(start + room, tokens.length);
            // the last window is moved back until it is full, because a short piece of a sentence says little
            windows.add(window(tokens, end == tokens.length ? tokens.length - room : start, end));
            if (end == tokens.length) {
                return windows;
            }
        }
    }

    private long[] window(long[] tokens, int start, int end) {
        long[] window = new long[end - start + 2];
        window[0] = first;
        System.arraycopy(tokens, start, window, 1, end - start);
        window[window.length - 1] = last;
        return window;
    }

    /** The pieces that a text is cut into, without special tokens. */
    public List<String> pieces(String text) {
        return List.of(tokenizer.encode(normalization.apply(text), false, false).getTokens());
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
