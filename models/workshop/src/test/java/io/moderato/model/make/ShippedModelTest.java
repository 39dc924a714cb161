package io.moderato.model.make;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings;
import io.moderato.model.card.Pages;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.folder.ModelInfo;
import io.moderato.model.folder.ShippedModel;
import io.moderato.model.lineage.Ancestors;
import io.moderato.model.lineage.Lineage;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.serving.TextClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model in the jar: it can be unpacked, its card describes it, and a worse model would fail this test. */
class ShippedModelTest {
    @TempDir
    static Path cache;

    private static Path folder;
    private static TextClassifier classifier;

    /** A harmful text and a harmless one that looks very similar. */
    private record Pair(Category category, String harmful, String harmless) {}

    private static final List<Pair> SAMPLE = List.of(
            new Pair(
                    Category.TOXICITY,
                    "You are a stupid idiot and everybody hates you.",
                    "You are a good friend and everybody likes you."),
            new Pair(Category.TOXICITY, "Shut up, you pathetic moron.", "Come in, you must be tired."),
            new Pair(
                    Category.TOXICITY,
                    "What a disgusting piece of garbage you are.",
                    "What a lovely piece of music this is."),
            new Pair(
                    Category.TOXICITY,
                    "𝒀𝒐𝒖 𝒂𝒓𝒆 𝒂 𝒔𝒕𝒖𝒑𝒊𝒅 𝒊𝒅𝒊𝒐𝒕",
                    "𝑌𝑜𝑢 𝑎𝑟𝑒 𝑎 𝑔𝑜𝑜𝑑 𝑡𝑒𝑎𝑐ℎ𝑒𝑟"),
            new Pair(Category.INSULT, "You are such a dumb loser, idiot.", "You asked such a clever question, thanks."),
            new Pair(
                    Category.INSULT,
                    "Only a moron like you would write this.",
                    "Only an expert like you could write this."),
            new Pair(Category.OBSCENE, "What the fuck is this shit", "What on earth is this thing"),
            new Pair(Category.OBSCENE, "fuck off you asshole", "see you later my friend"),
            new Pair(Category.THREAT, "I will find you and kill you.", "I will find you and help you."),
            new Pair(Category.THREAT, "I am going to kill you, you will die.", "I am going to call you, we will talk."),
            new Pair(
                    Category.SPAM,
                    "WINNER! Claim your free prize now, text WIN to 80082 and call today",
                    "Are you home? I will call you when I leave work"),
            new Pair(
                    Category.SPAM,
                    "Check out my channel and subscribe for free gift cards http://win.example",
                    "This song makes me cry every time"));

    @BeforeAll
    static void load() {
        folder = ShippedModel.unpackTo(cache);
        classifier = TextClassifier.load(folder);
    }

    @AfterAll
    static void close() {
        if (classifier != null) {
            classifier.close();
        }
    }

    @Test
    void putsHarmfulTextsClearlyAboveHarmlessOnes() {
        SoftAssertions softly = new SoftAssertions();
        for (Pair pair : SAMPLE) {
            List<Scores> scores = classifier.score(List.of(pair.harmful, pair.harmless));
            double harmful = scores.get(0).of(pair.category).orElseThrow();
            double harmless = scores.get(1).of(pair.category).orElseThrow();
            softly.assertThat(harmful)
                    .as(
                            "%s of '%s' (%.3f) above that of '%s' (%.3f)",
                            pair.category.key(), pair.harmful, harmful, pair.harmless, harmless)
                    .isGreaterThan(harmless + 0.1);
        }
        softly.assertAll();
    }

    @Test
    void rejectsNoEverydayText() {
        List<String> everyday = List.of(
                "Good morning, the meeting is at ten.",
                "Thank you for the recipe, my family liked it.",
                "Does anybody know how to fix this error message?",
                "The train was late again, what a day.",
                "Happy birthday! 🎉 I hope you have a great year.",
                "I moved the paragraph about the bridge to the history section.");
        List<Scores> scores = classifier.score(everyday);
        ModerationSettings settings = ModelFolder.open(folder).moderation();
        List<String> rejected = new ArrayList<>();
        for (int i = 0; i < everyday.size(); i++) {
            Scores of = scores.get(i);
            String text = everyday.get(i);
            settings.limits().forEach((category, limit) -> {
                if (of.of(category).orElse(0) >= limit.reject()) {
                    rejected.add(category + ": " + text);
                }
            });
        }
        assertThat(rejected).isEmpty();
    }

    @Test
    void unpacksOnceAndIsNamedByItsVersion() throws IOException {
        var before = Files.getLastModifiedTime(folder.resolve(ModelFolder.TORCH_SCRIPT));

        assertThat(ShippedModel.unpackTo(cache)).isEqualTo(folder);

        assertThat(folder.getFileName().toString()).isEqualTo(classifier.info().version());
        assertThat(Files.getLastModifiedTime(folder.resolve(ModelFolder.TORCH_SCRIPT)))
                .isEqualTo(before);
        assertThat(cache.toFile().list()).containsExactly(classifier.info().version());
    }

    @Test
    void repairsADamagedCopy(@TempDir Path other) throws IOException {
        Path unpacked = ShippedModel.unpackTo(other);
        Files.writeString(unpacked.resolve(ModelFolder.TORCH_SCRIPT), "half");

        assertThat(ShippedModel.unpackTo(other)).isEqualTo(unpacked);
        assertThat(ModelFolder.open(unpacked).version())
                .isEqualTo(classifier.info().version());
    }

    @Test
    void replacesAnOlderCardOfTheSameModel(@TempDir Path other) throws IOException {
        Path unpacked = ShippedModel.unpackTo(other);
        Files.writeString(unpacked.resolve(ModelFolder.CARD), "An older card.");

        assertThat(ShippedModel.unpackTo(other)).isEqualTo(unpacked);
        assertThat(ModelFolder.open(unpacked).info().card())
                .isEqualTo(classifier.info().card());
    }

    @Test
    void itsCardIsWhatItsOtherFilesTell(@TempDir Path other) throws IOException {
        Path copy = ShippedModel.unpackTo(other);
        Files.writeString(copy.resolve(ModelFolder.CARD), "");

        Pages.write(copy);

        assertThat(copy.resolve(ModelFolder.CARD)).hasSameTextualContentAs(folder.resolve(ModelFolder.CARD));
    }

    @Test
    void thePageOfItsBaseEncoderIsWhatItsOtherFilesTell(@TempDir Path other) throws IOException {
        Path base = Path.of(System.getProperty("moderato.root"), "models", "base");
        for (String file : List.of(ModelFolder.CONFIG, ModelFolder.LINEAGE)) {
            Files.copy(base.resolve(file), other.resolve(file));
        }

        assertThat(Pages.write(other)).hasSameTextualContentAs(base.resolve("README.md"));
    }

    @Test
    void beganFromTheBaseEncoderThatLiesBesideIt() {
        Path base = Path.of(System.getProperty("moderato.root"), "models", "base");

        assertThat(Lineage.read(folder).ancestors().get(new Ancestors().add(base)))
                .isEqualTo(Lineage.read(base).made());
    }

    @Test
    void carriesItsCardAndMeasurements() {
        ModelInfo info = classifier.info();
        ModerationSettings settings = ModelFolder.open(folder).moderation();

        assertThat(info.card()).contains("## Measured", "## Data", "## Weaknesses");
        Comparison comparison = Comparison.of(info.metrics());
        assertThat(comparison.model().measurements()).hasSizeGreaterThan(20);
        assertThat(comparison.model().harmlessRejected()).isLessThanOrEqualTo(0.011);
        assertThat(comparison.rivals()).hasSize(2);
        assertThat(settings.data())
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source.licence()).isNotBlank());
        assertThat(settings.limits()).containsOnlyKeys(info.categories());
    }
}
