package io.moderato.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.decision.Category;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.LabelledText.Label;
import io.moderato.model.make.TinyModel;
import io.moderato.model.scorecard.Behaviour;
import io.moderato.model.scorecard.Behaviour.ObfuscationAccuracy;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Metric;
import io.moderato.model.scorecard.Rate;
import io.moderato.model.scorecard.Scorecard;
import io.moderato.model.scorecard.plot.Plots;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import tools.jackson.databind.json.JsonMapper;

class EvaluationTest {
    private static final List<String> PEOPLE = List.of("boss", "driver", "sister", "teacher", "neighbour", "captain");
    private static Comparison comparison;

    @BeforeAll
    static void measure() {
        List<LabelledText> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String person = PEOPLE.get(i % PEOPLE.size());
            rows.add(row("comments", "number %d: my %s is an idiot and a moron".formatted(i, person), 1, 1));
            rows.add(row("comments", "number %d: my %s is a kind Muslim".formatted(i, person), 0, 1));
            rows.add(row("comments", "number %d: my %s likes the new bridge".formatted(i, person), 0, 1));
            rows.add(row("machine", "number %d: what an idiot, %s".formatted(i, person), i % 2, 0.5));
        }
        Evaluation evaluation =
                new Evaluation("validation", rows, new Evaluation.Options(1, 5, 30, Duration.ZERO), line -> {});
        comparison = evaluation.measure(List.of(
                candidate(Map.of("idiot", 0.9, "muslim", 0.6), Map.of(Category.TOXICITY, new Limit(0.8, 0.5))),
                candidate(Map.of("moron", 0.8), Map.of())));
    }

    @Test
    void measuresModelsSideBySide() {
        Scorecard first = comparison.model();

        assertThat(comparison.setsJudgedByPeople()).containsExactly("comments");
        assertThat(first.aucBySet().get("comments")).isOne();
        assertThat(first.aucBySet().get("machine")).isEqualTo(0.5);
        assertThat(first.harmlessRejected()).isEqualTo(30 / 150.0);
        assertThat(first.textsPerSecond()).isNull();
        assertThat(first.byName()).doesNotContainKey("jigsaw_mean_auc").containsEntry("harmless_rejected", 30 / 150.0);
        assertThat(comparison.rivals())
                .singleElement()
                .satisfies(rival -> assertThat(rival.model()).isEqualTo("fixed <words>"));
    }

    @Test
    void showsThatAFilterOfWordsIsFooledByDisguise() {
        List<ObfuscationAccuracy> accuracies = comparison.model().behaviour().obfuscations();

        assertThat(accuracies.getFirst().obfuscation()).isEqualTo(ObfuscationAccuracy.PLAIN);
        assertThat(accuracies.getFirst().accuracy()).isOne();
        assertThat(accuracies.getFirst().n()).isEqualTo(60);
        assertThat(accuracies)
                .hasSize(7)
                .filteredOn(one -> one.obfuscation().equals("leet"))
                .allSatisfy(one -> {
                    assertThat(one.recall()).isLessThan(0.8);
                    assertThat(one.specificity()).isOne();
                });
        assertThat(comparison.model().byName().get("worst_obfuscation_loss")).isPositive();
    }

    @Test
    void showsWhichGroupIsHeldAgainstItsMembers() {
        assertThat(comparison.model().behaviour().groups())
                .filteredOn(rate ->
                        rate.source() == Behaviour.Source.POSTS && rate.group().equals("muslims"))
                .singleElement()
                .satisfies(rate -> {
                    assertThat(rate.rejected().hits()).isZero();
                    assertThat(rate.reviewed()).isEqualTo(Rate.of(60, 60));
                });
    }

    @Test
    void testsFunctions() {
        assertThat(comparison.model().behaviour().functions())
                .hasSizeGreaterThan(10)
                .anyMatch(Behaviour.FunctionAccuracy::harmful)
                .anyMatch(function -> !function.harmful() && function.accuracy() > 0.5);
        assertThat(comparison.model().figures())
                .filteredOn(figure -> figure.metric() == Metric.FUNCTIONAL_ROC_AUC)
                .singleElement()
                .satisfies(figure -> {
                    assertThat(figure.value()).isBetween(0.0, 1.0);
                    assertThat(figure.n()).isPositive();
                });
    }

    @Test
    void survivesItsJson() {
        JsonMapper json = JsonMapper.builder().build();

        assertThat(Comparison.of(json.readTree(json.writeValueAsString(comparison))))
                .isEqualTo(comparison);
    }

    @Test
    void writesTablesThatNameEveryModel() {
        String text = new ScorecardMarkdown(comparison).text();

        assertThat(text)
                .contains("### Headline figures", "### Text written to get past a filter", "### Functional sentences")
                .contains("| set | fixed <words> | fixed <words> |")
                .contains("| comments | **1.000** | **1.000** |")
                .contains("| machine (weak labels) |")
                .doesNotContain("NaN", "null");
    }

    @Test
    void drawsWellFormedPicturesWithTitlesForScreenReaders(@TempDir Path temp) throws Exception {
        PlotFiles.write(comparison, temp);

        assertThat(Plots.of(comparison))
                .containsOnlyKeys(
                        "auc-by-set.svg",
                        "reliability.svg",
                        "false-positives.svg",
                        "obfuscations.svg",
                        "functions.svg",
                        "curves.svg");
        for (String name : Plots.of(comparison).keySet()) {
            String svg = Files.readString(temp.resolve(PlotFiles.FOLDER).resolve(name));
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
            assertThat(document.getDocumentElement().getAttribute("viewBox")).startsWith("0 0 800 ");
            assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                    .isNotBlank();
            assertThat(document.getElementsByTagName("desc").item(0).getTextContent())
                    .isNotBlank();
            assertThat(svg).doesNotContain("NaN", "Infinity", "<words>", "href");
        }
    }

    @Test
    void drawsNothingThatWasNotMeasured() {
        Comparison nothing = new Comparison(
                "none", Instant.EPOCH, List.of(), null, List.of(TinyModel.nothingMeasured("bare")), List.of());

        assertThat(Plots.of(nothing)).isEmpty();
        assertThat(new ScorecardMarkdown(nothing).text()).contains("Headline").doesNotContain("Functional sentences\n");
    }

    private static Candidate candidate(Map<String, Double> words, Map<Category, Limit> limits) {
        return new Candidate(new FixedScorer(words), List.of(Category.TOXICITY), limits, Map.of(), 100);
    }

    private static LabelledText row(String set, String text, double toxic, double weight) {
        return new LabelledText(set, text, Map.of(Category.TOXICITY, new Label(toxic, weight)));
    }
}
