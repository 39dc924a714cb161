package io.moderato.model.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.model.ModelException;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.lineage.Making.Difference;
import io.moderato.model.lineage.Making.Export;
import io.moderato.model.lineage.Making.Imported;
import io.moderato.model.lineage.Making.Pretrained;
import io.moderato.model.lineage.Making.Speed;
import io.moderato.model.lineage.Making.Trained;
import io.moderato.model.lineage.Making.Unrecorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineageTest {
    private static final Instant ENDED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Corpus NOVELS = new Corpus("novels.txt.xz", "old ones", "out of copyright");
    private static final Pretrained ENCODER = new Pretrained(
            null,
            List.of(new PretrainingRun(List.of("read", "read on"), 7, 4096, 4.5, "a GPU", "data", "novels=1", 3.1)),
            List.of(NOVELS));
    private static final Trained MODEL = new Trained(
            "train", "it learned", "data", ENDED, "0a", true, new Speed(9, 4), "e1", false, List.of(), List.of("t1"));

    @TempDir
    Path folder;

    @Test
    void survivesItsFile() {
        Map<String, Making> ancestors = new LinkedHashMap<>();
        ancestors.put("e1", ENCODER);
        ancestors.put("t1", new Imported("a hub", "c0ffee", "mit", ENDED, new Export(true, new Difference(0.01, 16))));
        ancestors.put("x", new Unrecorded());
        Lineage lineage = new Lineage(MODEL, ancestors);

        lineage.write(folder);

        assertThat(Lineage.read(folder)).isEqualTo(lineage);
        assertThat(Lineage.read(folder).textsRead()).containsExactly(NOVELS);
    }

    @Test
    void anEncoderFromElsewhereNeedsNone() {
        assertThat(Lineage.read(folder).made()).isEqualTo(new Unrecorded());
    }

    @Test
    void aModelNeedsOne() throws IOException {
        Files.writeString(folder.resolve(ModelFolder.MODERATION), "{}");

        assertThatThrownBy(() -> Lineage.read(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("lineage.json: missing from the model folder");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                                                        | is not valid",
                "{}                                                                       | made is missing",
                "{\"made\":{\"kind\":\"dreamt\"}}                                           | dreamt",
                "{\"made\":{\"kind\":\"pretrained\",\"texts\":[]}}                            | runs of a pre-trained encoder are missing",
                "{\"made\":{\"kind\":\"imported\",\"source\":\"hub\",\"licence\":\"\"}}           | licence of an imported model is missing",
                "{\"made\":{\"kind\":\"trained\",\"command\":\"train\",\"disguised\":true,\"learnsOn\":false}} | outcome of a trained model is missing",
            })
    void saysWhatIsWrongWithIt(String json, String why) throws IOException {
        Files.writeString(folder.resolve(ModelFolder.LINEAGE), json);

        assertThatThrownBy(() -> Lineage.read(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("lineage.json: is not valid")
                .hasMessageContaining(why.strip());
    }

    @Test
    void refusesAnAncestorOfWhomNothingIsTold() {
        assertThatThrownBy(() -> new Lineage(MODEL, Map.of("e1", ENCODER)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("how t1 was made");
    }

    @Test
    void knowsTheTextsThatTheFirstMemberOfAMeanRead() {
        Trained mean =
                new Trained("mean", "none", "data", ENDED, "1b", false, null, null, false, List.of("0a"), List.of());

        assertThat(new Lineage(mean, Map.of("0a", MODEL, "e1", ENCODER, "t1", MODEL)).textsRead())
                .containsExactly(NOVELS);
    }
}
