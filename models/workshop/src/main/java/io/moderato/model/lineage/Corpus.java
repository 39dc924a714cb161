package io.moderato.model.lineage;

/**
 * Plain texts that an encoder read.
 *
 * @param name the name of the file
 * @param text the content in words
 * @param licence the licence of the text, or a note that nobody found a licence
 */
public record Corpus(String name, String text, String licence) {
    /** Checks that nothing is missing. */
    public Corpus {
        Making.require(name, "name of a corpus");
        Making.require(text, "text of the corpus " + name);
        Making.require(licence, "licence of the corpus " + name);
    }
}
