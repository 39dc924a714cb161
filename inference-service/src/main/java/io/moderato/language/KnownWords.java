package io.moderato.language;

/** Which words a model learned whole: what its tokenizer does not have to cut into pieces. Thread-safe. */
@FunctionalInterface
public interface KnownWords {
    /**
     * Whether the tokenizer keeps that word in one piece.
     *
     * @param word lower-case letters, without accents
     */
    boolean knows(String word);
}
