package io.moderato.model.card;

/** Puts what was measured later into a model card: a section of the third level, before the plots or at the end. */
public final class CardSection {
    private static final String BEFORE = "### Plots";

    private CardSection() {}

    /** The card with that section; an older one of the same heading gives way. */
    public static String put(String card, String heading, String text) {
        String section = "### " + heading + "\n\n" + text.strip() + "\n\n";
        int old = card.indexOf("### " + heading + "\n");
        String rest = card;
        if (old >= 0) {
            int end = card.indexOf("\n#", old + 1);
            rest = card.substring(0, old) + (end < 0 ? "" : card.substring(end + 1));
        }
        int before = rest.indexOf(BEFORE + "\n");
        return before < 0
                ? rest.stripTrailing() + "\n\n" + section
                : rest.substring(0, before) + section + rest.substring(before);
    }
}
