package io.moderato.model.card;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CardSectionTest {
    private static final String CARD =
            "# Card\n\n## Measured\n\nFigures.\n\n### Plots\n\n![a](b)\n\n## Data\n\nSets.\n";

    @Test
    void standsBeforeThePlots() {
        assertThat(CardSection.put(CARD, "Later", "What came later."))
                .isEqualTo(CARD.replace("### Plots", "### Later\n\nWhat came later.\n\n### Plots"));
    }

    @Test
    void replacesWhatItSaidBefore() {
        String once = CardSection.put(CARD, "Later", "What came later.\n\n| a |\n|---|\n| b |");

        assertThat(CardSection.put(once, "Later", "Something else."))
                .isEqualTo(CardSection.put(CARD, "Later", "Something else."));
    }

    @Test
    void endsACardWithoutPlots() {
        assertThat(CardSection.put("# Card\n", "Later", "What came later."))
                .isEqualTo("# Card\n\n### Later\n\nWhat came later.\n\n");
    }
}
