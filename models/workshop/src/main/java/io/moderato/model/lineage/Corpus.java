package io.moderato.model.lineage;

/**
 * Plain text that an encoder read.
 *
 * @param name its file
 * @param text what it holds
 * @param licence of the text; says so where nobody found one
 */
public record Corpus(String name, String text, String licence) {
    /** Checks that nothing is missing. */
    public Corpus {
        Making.require(name, "name of a corpus");
        Making.require(text, "text of the corpus " + name);
        Making.require(licence, "licence of the corpus " + name);
    }
}
