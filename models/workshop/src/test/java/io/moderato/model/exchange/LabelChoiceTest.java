package io.moderato.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.EncoderConfig.Family;
import io.moderato.model.OutputHead.Activation;
import io.moderato.model.folder.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelChoiceTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({
        "toxic, toxicity",
        "Severe_Toxic, severe_toxicity",
        "severe toxicity, severe_toxicity",
        "identity_hate, identity_attack",
        "SexuallyExplicit, sexual",
        "hate speech, toxicity identity_attack",
        "HATE, toxicity identity_attack",
        "self-harm, self_harm",
        "spam, spam",
        "neutral, ''",
        "not_toxic, ''",
        "non-hate, ''",
        "NON_OFFENSIVE, ''",
        "ham, ''",
        "homosexual_gay_or_lesbian, ''",
    })
    void suggestsWhatWellKnownNamesMean(String label, String categories) {
        List<Category> expected = categories.isEmpty()
                ? List.of()
                : Arrays.stream(categories.split(" ")).map(Category::ofKey).toList();

        assertThat(LabelSuggestion.of(label)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"LABEL_1", "joy", "not_joy", "'  '", "label"})
    void suggestsNothingForNamesThatSayNothing(String label) {
        assertThat(LabelSuggestion.of(label)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "multi_label_classification, neutral offensive, SIGMOID",
        "single_label_classification, toxic insult, SOFTMAX",
        ", toxic, SIGMOID",
        ", neutral offensive hate, SOFTMAX",
        // there is no label for a harmless text, so the labels cannot exclude each other
        ", toxic obscene threat, SIGMOID",
        ", LABEL_0 LABEL_1, SOFTMAX",
    })
    void readsAHeadAsItsConfigurationOrItsLabelsSay(String problem, String labels, Activation expected)
            throws IOException {
        ForeignModels model = new ForeignModels(Family.BERT, List.of(labels.split(" ")));
        EncoderConfig config = ForeignFolder.config((problem == null ? model : model.with("problem_type", problem))
                .writeSmall(temp)
                .resolve("config.json"));

        assertThat(LabelChoice.suggested(config).activation(config, null)).isEqualTo(expected);
        assertThat(LabelChoice.suggested(config).activation(config, Activation.SIGMOID))
                .isEqualTo(Activation.SIGMOID);
    }

    @Test
    void givesBackTheTemplateOnceItIsComplete() throws IOException {
        Path file = temp.resolve("labels.json");
        EncoderConfig config =
                ForeignFolder.config(new ForeignModels(Family.ROBERTA, List.of("neutral", "offensive", "hate"))
                        .writeSmall(temp)
                        .resolve("config.json"));
        LabelChoice suggested = LabelChoice.suggested(config);

        suggested.writeTemplate(file, config);

        assertThat(LabelChoice.read(file, config)).isEqualTo(suggested);
        assertThat(suggested.isComplete(config)).isTrue();
    }

    @Test
    void namesLabelsThatAConfigurationLeavesOut() throws IOException {
        Path folder = new ForeignModels(Family.BERT, List.of("a", "b")).writeSmall(temp);
        var json = (tools.jackson.databind.node.ObjectNode)
                ModelFolder.JSON.readTree(Files.readString(folder.resolve("config.json")));
        json.remove("id2label");
        ModelFolder.JSON.writeValue(folder.resolve("config.json"), json);

        assertThat(ForeignFolder.config(folder.resolve("config.json")).labelsInOrder())
                .containsExactly("LABEL_0", "LABEL_1");
    }
}
