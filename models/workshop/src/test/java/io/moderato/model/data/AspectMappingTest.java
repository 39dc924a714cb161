package io.moderato.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.model.data.LabelledText.Labels;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class AspectMappingTest {

    /** The expected aspects as name=target, sorted. Aspects with the target 0 are only counted. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "goemotions|{'emotions':['joy','anger']}|26 emotion:anger=1.0 emotion:joy=1.0",
                "hatexplain|{'targets':['Women','None']}|10 target:Women=1.0",
                "implicit_hate|{'class':'implicit_hate','implicit_class':'irony'}|5 hate:irony=1.0",
                "implicit_hate|{'class':'not_hate','implicit_class':''}|0",
                "mlma_en|{'sentiment':['hateful'],'target':'gender'}|5 ground:gender=1.0",
                "hatemoji|{'label_gold':1,'type':'animosity'}|3 emoji hate:animosity=1.0",
                "hatemoji|{'label_gold':0,'type':'none'}|0",
                "edos|{'label_sexist':'sexist','label_category':'2. derogation'}|3 sexism:2=1.0",
                "edos|{'label_sexist':'not sexist','label_category':'none'}|0",
                "context_toxicity|{'toxic':0,'perspective_score':0.25}|0 harsh=0.25",
                "rtp_sample|{'toxicity':0.5,'flirtation':0.4}|0 flirtation=0.4 harsh=0.5",
                "paradetox|{'toxic':1}|0",
            })
    void takesWhatASourceSaysBesideTheCategories(String set, String labels, String expected) {
        Labels read = new Labels();
        AspectMapping.read(set, JsonMapper.shared().readTree(labels.replace('\'', '"')), read);

        Map<String, LabelledText.Label> aspects = new TreeMap<>(read.aspects());
        long zeros =
                aspects.values().stream().filter(label -> label.target() == 0).count();
        String others = aspects.entrySet().stream()
                .filter(aspect -> aspect.getValue().target() > 0)
                .map(aspect -> " " + aspect.getKey() + "=" + aspect.getValue().target())
                .collect(Collectors.joining());
        assertThat(zeros + others).isEqualTo(expected);
        assertThat(aspects.values())
                .allSatisfy(label -> assertThat(label.weight()).isLessThanOrEqualTo(0.5));
    }
}
