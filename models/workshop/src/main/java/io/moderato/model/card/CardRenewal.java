package io.moderato.model.card;

import io.moderato.model.ModerationSettings;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Rate;

/** A card that stays as it was made, but for what its model measures. */
public final class CardRenewal {
    /** The section that says which program the figures are of. */
    static final String PROGRAM = "The program";

    private static final String MEASURED = "\n## Measured\n";
    private static final String LIMITS = "\n## Limits\n";
    private static final String DATA = "\n## Data\n";
    private static final String WEAKNESSES = "\n## Weaknesses";
    private static final String SECTION = "\n### ";

    private CardRenewal() {}

    /** The card of a model whose program was exported anew and has not been measured since. */
    public static String exportedAnew(String card, String versionBefore) {
        return withProgram(
                card,
                "The program was exported anew after this card was written; its figures are those of version %s. `./moderato evaluate --renew` measures the new one."
                        .formatted(versionBefore));
    }

    /** The card with a word on its program, in place of an earlier one. */
    public static String withProgram(String card, String text) {
        return CardSection.put(card, PROGRAM, text);
    }

    /**
     * The card with the figures measured now. What stands under Measured and is not measured now, such as sets left out, stays.
     *
     * @throws IllegalArgumentException if it is not a card of our own
     */
    public static String renewed(
            String card, ModerationSettings settings, Comparison comparison, Rate rejectedElsewhere) {
        int measured = heading(card, MEASURED, 0);
        int limits = heading(card, LIMITS, measured);
        int data = heading(card, DATA, limits);
        int weaknesses = heading(card, WEAKNESSES, data);
        String old = card.substring(measured, limits);
        String introduction = old.substring(0, Math.max(old.indexOf(SECTION), 0) + 1);
        String fresh = introduction + ModelCard.tables(comparison);
        for (String section : old.substring(introduction.length()).split("(?m)^### ")) {
            String title = section.lines().findFirst().orElse("");
            if (!title.isEmpty() && !fresh.contains(SECTION + title + "\n")) {
                fresh = CardSection.put(fresh, title, section.substring(title.length()));
            }
        }
        return card.substring(0, measured)
                + fresh
                + "\n"
                + ModelCard.limits(comparison, rejectedElsewhere)
                + card.substring(data, weaknesses)
                + "\n"
                + new Weaknesses(comparison.model(), settings).markdown();
    }

    private static int heading(String card, String heading, int from) {
        int at = card.indexOf(heading, from);
        if (at < 0) {
            throw new IllegalArgumentException("The card has no section '%s' in its place".formatted(heading.strip()));
        }
        return at;
    }
}
