package io.moderato.model.functional;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Sentences in other languages than the model's own, to tell what its scores are worth there. */
public final class OtherLanguages {
    private OtherLanguages() {}

    /**
     * A sentence.
     *
     * @param language its English name
     * @param harmful whether it attacks somebody
     */
    public record ForeignSentence(String language, String text, boolean harmful) {}

    /** All of them, in the order of the languages. */
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
