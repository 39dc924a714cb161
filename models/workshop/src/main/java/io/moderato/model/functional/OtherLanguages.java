package io.moderato.model.functional;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Sentences in languages that the model did not learn, by which its scores there are measured. */
public final class OtherLanguages {
    private OtherLanguages() {}

    /**
     * A sentence.
     *
     * @param language the English name of the language
     * @param harmful whether the sentence attacks somebody
     */
    public record ForeignSentence(String language, String text, boolean harmful) {}

    /** All sentences, in the order of the languages. */
    public static List<ForeignSentence> sentences() {
        List<ForeignSentence> sentences = new ArrayList<>();
        Resource.read("other-languages.jsonc").properties().forEach(language -> {
            add(language.getKey(), language.getValue().path("harmful"), true, sentences);
            add(language.getKey(), language.getValue().path("harmless"), false, sentences);
        });
        return List.copyOf(sentences);
    }

    private static void add(String language, JsonNode texts, boolean harmful, List<ForeignSentence> sentences) {
        Resource.strings(texts).forEach(text -> sentences.add(new ForeignSentence(language, text, harmful)));
    }
}
