package io.moderato.model.card;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OriginsTest {
    private static final String READING = "\nThe base encoder, BASE:\n\nread $1 novels\n";

    @Test
    void anEncoderThatSeveralBeganFromIsToldOfOnce() {
        String told = Origins.onceEach("\nMODEL1, abc, had been made with\n\ntrain\n" + READING
                + "\nMODEL2, def, had been made with\n\ntrain more\n" + READING
                + "\nTEACHER1, ghi, had been made with\n\ntrain deeper\n\nThe base encoder, BASE:\n\nread mails\n");

        assertThat(told)
                .containsOnlyOnce("read $1 novels")
                .containsSubsequence(
                        "MODEL1, abc",
                        "read $1 novels",
                        "MODEL2, def",
                        "train more",
                        "The base encoder, BASE, was that of MODEL1.",
                        "TEACHER1, ghi",
                        "train deeper",
                        "read mails");
    }

    @Test
    void aModelsOwnEncoderIsNamedAsItsOwn() {
        assertThat(Origins.onceEach(READING + "\nTEACHER1, ghi, had been made with\n\ntrain\n" + READING))
                .containsSubsequence("read $1 novels", "TEACHER1", "was that of this model.");
    }

    @Test
    void whatACardTellsIsToldOfTheModelWhoseCardItIs() {
        String told = Origins.within(
                "MODEL2",
                "train\n\nThe base encoder, BASE, was that of this model.\n"
                        + "\nTEACHER1, ghi, had been made with\n\nteach\n\nThe base encoder, BASE, was that of TEACHER2.\n");

        assertThat(told)
                .isEqualTo("train\n\nThe base encoder, BASE, was that of MODEL2.\n"
                        + "\nTEACHER1 of MODEL2, ghi, had been made with\n\nteach\n"
                        + "\nThe base encoder, BASE, was that of TEACHER2 of MODEL2.\n");
    }

    @Test
    void aModelThatIsThereTwiceIsToldOfOnceAndItsTeachersToo() {
        String teacher = ", ghi, had been made with\n\nteach\n";
        String told = Origins.onceEach("\nMODEL1, abc, had been made with\n\ntrain\n" + "\nTEACHER1 of MODEL1" + teacher
                + "\nMODEL2, def, had been made with\n\ntrain more\n"
                + "\nTEACHER1 of MODEL2, abc, had been made with\n\ntrain\n"
                + "\nTEACHER1 of TEACHER1 of MODEL2" + teacher
                + "\nTEACHER2 of MODEL2" + teacher);

        assertThat(told)
                .isEqualTo("\nMODEL1, abc, had been made with\n\ntrain\n" + "\nTEACHER1 of MODEL1" + teacher
                        + "\nMODEL2, def, had been made with\n\ntrain more\n"
                        + "\nTEACHER1 of MODEL2 was MODEL1, abc.\n"
                        + "\nTEACHER2 of MODEL2 was TEACHER1 of MODEL1, ghi.\n");
    }

    @Test
    void aModelThatWasToldOfUnderAnotherNameKeepsItsNamesInAnotherCard() {
        String card = Origins.onceEach("\nTEACHER1, abc, had been made with\n\ntrain\n"
                + "\nTEACHER2, def, had been made with\n\ntrain more\n"
                + "\nTEACHER1 of TEACHER2, abc, had been made with\n\ntrain\n");
        assertThat(card).endsWith("\nTEACHER1 of TEACHER2 was TEACHER1, abc.\n");

        String told = Origins.onceEach("\nMODEL1, def, had been made with\n\ntrain more\n"
                + "\nMODEL2, ghi, had been made with\n\nlearn\n" + Origins.within("MODEL2", card));

        assertThat(told)
                .isEqualTo("\nMODEL1, def, had been made with\n\ntrain more\n"
                        + "\nMODEL2, ghi, had been made with\n\nlearn\n"
                        + "\nTEACHER1 of MODEL2, abc, had been made with\n\ntrain\n"
                        + "\nTEACHER2 of MODEL2 was MODEL1, def.\n");
    }

    @Test
    void ofTwoModelsOfOneNameBothAreToldOf() {
        String told = Origins.onceEach("\nTEACHER1, abc, had been made with\n\ntrain\n"
                + "\nTEACHER1, def, had been made with\n\ntrain more\n");

        assertThat(told).contains("train\n", "train more");
    }
}
