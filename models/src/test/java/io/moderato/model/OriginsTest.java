package io.moderato.model;

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
}
