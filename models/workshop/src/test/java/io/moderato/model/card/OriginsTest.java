package io.moderato.model.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.model.lineage.Lineage;
import io.moderato.model.lineage.Making;
import io.moderato.model.lineage.Making.Imported;
import io.moderato.model.lineage.Making.Pretrained;
import io.moderato.model.lineage.Making.Trained;
import io.moderato.model.lineage.PretrainingRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OriginsTest {
    private static final Instant ENDED = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void anEncoderThatSeveralBeganFromIsToldOfOnce() {
        String told = told(
                trained("mean", null, List.of("abc", "def"), List.of("ghi")),
                Map.of(
                        "abc", trained("train", "novels", List.of(), List.of()),
                        "def", trained("train more", "novels", List.of(), List.of()),
                        "ghi", trained("train deeper", "mails", List.of(), List.of()),
                        "novels", encoder("read $1 novels"),
                        "mails", encoder("read mails")));

        assertThat(told)
                .containsOnlyOnce("read $1 novels")
                .containsSubsequence(
                        "MODEL1, abc, was made with",
                        "The base encoder, BASE:",
                        "read $1 novels",
                        "MODEL2, def, was made with",
                        "train more",
                        "The base encoder, BASE, was the same as the base encoder of MODEL1.",
                        "TEACHER1, ghi, was made with",
                        "train deeper",
                        "read mails");
    }

    @Test
    void aModelsOwnEncoderIsNamedAsItsOwn() {
        assertThat(told(
                        trained("learn", "novels", List.of(), List.of("ghi")),
                        Map.of(
                                "ghi", trained("train", "novels", List.of(), List.of()),
                                "novels", encoder("read novels"))))
                .containsSubsequence(
                        "read novels", "TEACHER1, ghi", "BASE, was the same as the base encoder of this model.")
                .containsOnlyOnce("read novels");
    }

    @Test
    void aModelThatIsThereTwiceIsToldOfOnceAndItsTeachersToo() {
        String told = told(
                trained("mean", null, List.of("abc", "def"), List.of()),
                Map.of(
                        "abc", trained("train", null, List.of(), List.of("ghi")),
                        "def", trained("train more", null, List.of(), List.of("abc", "ghi")),
                        "ghi", trained("teach", null, List.of(), List.of())));

        assertThat(told)
                .containsSubsequence(
                        "MODEL1, abc, was made with",
                        "TEACHER1 of MODEL1, ghi, was made with",
                        "MODEL2, def, was made with",
                        "TEACHER1 of MODEL2 was MODEL1, abc.",
                        "TEACHER2 of MODEL2 was TEACHER1 of MODEL1, ghi.")
                .doesNotContain("TEACHER1 of TEACHER1");
    }

    @Test
    void aModelThatLearnedOnTellsOfTheOneBefore() {
        assertThat(told(
                        trained("learn on", "abc", List.of(), List.of()),
                        Map.of(
                                "abc", trained("train", "novels", List.of(), List.of()),
                                "novels", encoder("read novels"))))
                .containsSubsequence("BASE, abc, was made with", "train", "The base encoder, BASE:", "read novels");
    }

    @Test
    void saysWhereATeacherThatWasMadeElsewhereCameFrom() {
        assertThat(told(
                        trained("learn", null, List.of(), List.of("abc")),
                        Map.of("abc", new Imported("https://hub.example/a/b", "c0ffee", "mit", ENDED, null))))
                .contains("TEACHER1, abc", "https://hub.example/a/b, revision c0ffee", "states it: mit");
    }

    private static String told(Trained made, Map<String, Making> ancestors) {
        return Origins.of(new Lineage(made, ancestors), made);
    }

    private static Trained trained(String command, @Nullable String base, List<String> meanOf, List<String> teachers) {
        return new Trained(command, "done", "data", ENDED, "1", false, null, base, false, meanOf, teachers);
    }

    private static Pretrained encoder(String command) {
        return new Pretrained(
                null, List.of(new PretrainingRun(List.of(command), 1, 16, 1, null, "data", "all=1", 3)), List.of());
    }
}
