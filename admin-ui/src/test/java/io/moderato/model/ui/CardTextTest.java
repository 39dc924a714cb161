package io.moderato.model.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CardTextTest {
    private static final String CARD = """
            # Data model, a name and no section

            ## Made with
            ```
            # Data in a script
            ```
            ## Data and licences
            | set | rows |
            ### How it was cleaned
            Twice.
            ## Weaknesses
            Irony.
            """;

    @Test
    void findsTheSectionsAboutDataWithWhatBelongsToThem() {
        assertThat(new CardText(CARD).aboutData().markdown())
                .isEqualTo("## Data and licences\n| set | rows |\n### How it was cleaned\nTwice.");
    }

    @Test
    void findsNoDataWhereTheCardSaysNothingOfIt() {
        assertThat(new CardText("# A model\n\nDatabase of nothing.\n## Use\nNone.")
                        .aboutData()
                        .markdown())
                .isEmpty();
    }

    @Test
    void showsMarkupAsTextAndPicturesAsTheirWords() {
        assertThat(new CardText("![a curve](plots/curves.svg) <script>").shown())
                .isEqualTo("*a curve* &lt;script>");
    }
}
