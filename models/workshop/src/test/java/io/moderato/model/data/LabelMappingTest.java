package io.moderato.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.decision.Category;
import io.moderato.model.data.LabelledText.Label;
import io.moderato.model.data.LabelledText.Labels;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class LabelMappingTest {

    /** The expected labels as category=target, sorted. A category that is not listed is unknown. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jigsaw_toxic|{'toxic':1,'severe_toxic':0,'obscene':1,'threat':0,'insult':1,'identity_hate':0}"
                        + "|identity_attack=0.0 insult=1.0 obscene=1.0 severe_toxicity=0.0 threat=0.0 toxicity=1.0",
                "toxic_spans_full|{'frac_not_toxic':0.25,'frac_Insult':0.5}"
                        + "|identity_attack=0.0 insult=0.5 obscene=0.0 threat=0.0 toxicity=0.75",
                "context_toxicity|{'toxic':0}|toxicity=0.0",
                "davidson|{'n_annotators':4,'hate_speech_votes':1,'offensive_votes':2}|identity_attack=0.25 toxicity=0.75",
                "hatexplain|{'annotator_labels':['hatespeech','offensive','normal','normal']}|identity_attack=0.25 toxicity=0.5",
                "implicit_hate|{'class':'not_hate'}|identity_attack=0.0",
                "implicit_hate|{'class':'implicit_hate','implicit_class':'threatening'}|identity_attack=1.0 threat=1.0",
                "edos|{'label_sexist':'not sexist'}|identity_attack=0.0",
                "edos|{'label_sexist':'sexist','label_category':'1. threats'}|identity_attack=1.0 threat=1.0 toxicity=1.0",
                "hatemoji|{'label_gold':0,'type':'none'}|identity_attack=0.0 toxicity=0.0",
                "mlma_en|{'sentiment':['offensive']}|toxicity=1.0",
                "mlma_en|{'sentiment':['normal']}|identity_attack=0.0 toxicity=0.0",
                "paradetox|{'toxic':1}|toxicity=1.0",
                "fox_news|{'hateful':0}|identity_attack=0.0",
                "sms_spam|{'label':'spam'}|spam=1.0",
                "youtube_spam|{'spam':0}|spam=0.0",
                "goemotions|{'emotions':['joy','anger']}|''",
                "rtp_sample|{}|''",
                "a_set_of_our_own|{'insult':1,'pii':0.5}|insult=1.0 pii=0.5",
            })
    void takesFromASourceWhatItReallySays(String set, String labels, String expected) {
        assertThat(described(map(set, labels))).isEqualTo(expected);
    }

    @Test
    void labelsByMachineOrByNatureWeighLess() {
        assertThat(map("goemotions", "{'emotions':['joy']}").values())
                .allSatisfy(label -> assertThat(label.weight()).isLessThan(0.5));
        assertThat(map("paradetox", "{'toxic':0}").get(Category.TOXICITY).weight())
                .isEqualTo(1);
    }

    @Test
    void noSourceLabelsSelfHarmOrPersonalData() {
        assertThat(map("banking77", "{}")).doesNotContainKeys(Category.SELF_HARM, Category.PII);
    }

    @Test
    void namesTheLabelThatIsMissing() {
        assertThatThrownBy(() -> map("paradetox", "{}")).hasMessageContaining("label 'toxic'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "implicit_hate|{'class':'perhaps'}|label 'class' is 'perhaps'; known are",
                "hatexplain|{'annotator_labels':['normal','odd']}|label 'annotator_labels' holds 'odd'; known are",
                "sms_spam|{'label':'eggs'}|label 'label' is 'eggs'; known are [spam, ham]",
                "a_set_of_our_own|{'rude':1}|unknown label 'rude'; known are [toxicity",
                "a_set_of_our_own|{'insult':'yes'}|expected a number",
                "a_set_of_our_own|{'insult':7}|outside [0, 1]",
            })
    void namesALabelThatItDoesNotKnow(String set, String labels, String message) {
        assertThatThrownBy(() -> map(set, labels)).hasMessageContaining(message);
    }

    private static Map<Category, Label> map(String set, String labels) {
        Labels collected = new Labels();
        LabelMapping.of(set).orElseThrow().accept(JsonMapper.shared().readTree(labels.replace('\'', '"')), collected);
        return collected.map();
    }

    private static String described(Map<Category, Label> labels) {
        Map<String, Double> sorted = new TreeMap<>();
        labels.forEach((category, label) -> sorted.put(category.key(), label.target()));
        return String.join(" ", sorted.entrySet().stream().map(Object::toString).toList());
    }
}
