package io.moderato.language;

/** Into how many pieces a model's tokenizer cuts words: few where it learned from texts like this one. Thread-safe. */
@FunctionalInterface
public interface Vocabulary {
    /**
     * The number of pieces: 1 if the model knows the word whole.
     *
     * @param word lower-case letters and digits, with accents as posted
     */
    int pieces(String word);
}
