package io.moderato.language;

/** The vocabulary of a model's tokenizer. A word becomes few pieces if the tokenizer learned from texts with such words. Thread-safe. */
@FunctionalInterface
public interface Vocabulary {
    /**
     * The number of pieces: 1 if the model knows the word whole.
     *
     * @param word lower-case letters and digits, with accents as posted
     */
    int pieces(String word);
}
