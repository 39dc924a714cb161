package io.moderato.model.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.moderato.decision.Category;
import io.moderato.model.ModelException;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.LabelledText.Label;
import io.moderato.model.data.SourcePriors;
import io.moderato.model.functional.FunctionalSentences;
import io.moderato.model.serving.TextClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeachersTest {
    private static final List<LabelledText> ROWS = List.of(
            new LabelledText("forum", "the quick brown fox", Map.of(Category.TOXICITY, new Label(1, 0.8))),
            new LabelledText(FunctionalSentences.SET, "the lazy dog", Map.of(Category.TOXICITY, new Label(0, 1.5))),
            new LabelledText("chat", "jumps over 👍", Map.of(Category.SEXUAL, new Label(0, 2))));

    @TempDir
    Path temp;

    private final List<String> report = new ArrayList<>();

    @Test
    void aLabelBecomesTheMeanOfPeopleAndTeacher() throws IOException {
        Path teacher = TinyModel.writeTo(temp.resolve("teacher"));

        List<LabelledText> taught = taught(List.of(teacher), SourcePriors.NONE);

        Label label = label(taught, 0, Category.TOXICITY);
        assertThat(label.target()).isCloseTo((1 + opinion(teacher, 0, Category.TOXICITY)) / 2, within(1e-5));
        assertThat(label.weight()).isEqualTo(0.8);
    }

    @Test
    void whereTheSourceSaysNothingTheTeacherCountsALittle() throws IOException {
        Path teacher = TinyModel.writeTo(temp.resolve("teacher"));

        List<LabelledText> taught = taught(List.of(teacher), SourcePriors.NONE);

        Label spam = label(taught, 2, Category.SPAM);
        assertThat(spam.target()).isCloseTo(opinion(teacher, 2, Category.SPAM), within(1e-5));
        assertThat(spam.weight()).isCloseTo(0.4, within(1e-9));
        assertThat(taught.get(2).labels())
                .containsOnlyKeys(Category.TOXICITY, Category.SPAM, Category.SEXUAL)
                .containsEntry(Category.SEXUAL, new Label(0, 2));
    }

    @Test
    void anOpinionIsShiftedAsTheLogitOfTheModelThatLearnsIs() throws IOException {
        Path teacher = TinyModel.writeTo(temp.resolve("teacher"));
        SourcePriors priors = SourcePriors.of(ROWS);

        Label label = label(taught(List.of(teacher), priors), 0, Category.TOXICITY);

        double logit = logit(teacher, 0, Category.TOXICITY) + priors.of("forum", Category.TOXICITY);
        assertThat(priors.of("forum", Category.TOXICITY)).isPositive();
        assertThat(label.target()).isCloseTo((1 + 1 / (1 + Math.exp(-logit))) / 2, within(1e-5));
    }

    @Test
    void functionalSentencesKeepTheirLabels() throws IOException {
        Path teacher = TinyModel.writeTo(temp.resolve("teacher"));

        assertThat(taught(List.of(teacher), SourcePriors.NONE).get(1)).isEqualTo(ROWS.get(1));
    }

    @Test
    void severalTeachersTeachTheMeanOfTheirLogits() throws IOException {
        Path first = TinyModel.writeTo(temp.resolve("first"));
        Path second = TinyModel.writeTo(temp.resolve("second"), 6);

        Label spam = label(taught(List.of(first, second), SourcePriors.NONE), 2, Category.SPAM);

        double logit = (logit(first, 2, Category.SPAM) + logit(second, 2, Category.SPAM)) / 2;
        assertThat(logit(first, 2, Category.SPAM)).isNotEqualTo(logit(second, 2, Category.SPAM));
        assertThat(spam.target()).isCloseTo(1 / (1 + Math.exp(-logit)), within(1e-5));
    }

    @Test
    void opinionsAreKeptForAnInterruptedRunAndAskedAnewOfOtherTeachers() throws IOException {
        Path teacher = TinyModel.writeTo(temp.resolve("teacher"));
        List<LabelledText> taught = taught(List.of(teacher), SourcePriors.NONE);
        assertThat(report).hasSize(1);

        assertThat(taught(List.of(teacher), SourcePriors.NONE)).isEqualTo(taught);
        assertThat(report).hasSize(1);

        Path other = TinyModel.writeTo(temp.resolve("other"), 6);
        assertThat(taught(List.of(other), SourcePriors.NONE)).isNotEqualTo(taught);
        assertThat(report).hasSize(2);
    }

    @Test
    void withoutTeachersTheRowsStayAsTheyAre() {
        assertThat(taught(List.of(), SourcePriors.NONE)).isSameAs(ROWS);
    }

    @Test
    void aTeacherThatIsNoModelIsNamed() throws IOException {
        Path empty = Files.createDirectories(temp.resolve("empty"));

        assertThatThrownBy(() -> taught(List.of(empty), SourcePriors.NONE))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("empty");
    }

    private List<LabelledText> taught(List<Path> teachers, SourcePriors priors) {
        return new Teachers(teachers, temp, report::add).taught(ROWS, priors);
    }

    private static Label label(List<LabelledText> rows, int row, Category category) {
        Label label = rows.get(row).labels().get(category);
        assertThat(label).isNotNull();
        return label;
    }

    private static double opinion(Path teacher, int row, Category category) {
        return 1 / (1 + Math.exp(-logit(teacher, row, category)));
    }

    private static double logit(Path teacher, int row, Category category) {
        try (TextClassifier classifier = TextClassifier.load(teacher)) {
            // the model is asked in the same batches as a teacher, because in int8 a text's neighbours in the batch
            // change its logits a little
            List<String> asked = List.of(ROWS.get(0).text(), ROWS.get(2).text());
            return classifier.logits(asked)[row / 2][TinyModel.CATEGORIES.indexOf(category)];
        }
    }
}
