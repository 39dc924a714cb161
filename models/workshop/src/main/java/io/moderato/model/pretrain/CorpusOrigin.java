package io.moderato.model.pretrain;

import java.util.List;

/**
 * Where a corpus comes from, as far as its name and its text tell: corpora carry no licence of their own.
 *
 * @param name the beginning of its file's name
 * @param text what it holds
 * @param licence of the text; says so where nobody found one
 */
record CorpusOrigin(String name, String text, String licence) {
    private static final String NOT_FOUND = "not found: ask its source";

    private static final List<CorpusOrigin> KNOWN = List.of(
            new CorpusOrigin(
                    CorpusPacking.TRAINING_SETS, "training texts of the labelled sets", "as in the table of sets"),
            new CorpusOrigin("dataset_texts", "training texts of the labelled sets", "as in the table of sets"),
            new CorpusOrigin("enwiki", "English Wikipedia, articles of 2018", "CC BY-SA 3.0"),
            new CorpusOrigin(
                    "english_novels_100",
                    "100 English Novels (Computational Stylistics Group), 19th and early 20th century",
                    "out of copyright"),
            new CorpusOrigin("irc_ubuntu", "public logs of Ubuntu's IRC channels", NOT_FOUND),
            new CorpusOrigin(
                    "jigsaw_severity",
                    "unlabelled comments of Jigsaw's toxic severity rating, from Wikipedia talk pages",
                    "CC BY-SA 3.0"),
            new CorpusOrigin("nltk_movie_reviews", "film reviews (Pang and Lee 2004, as NLTK ships them)", NOT_FOUND),
            new CorpusOrigin("sgd_dialogues", "Schema-Guided Dialogue (Rastogi et al. 2020)", "CC BY-SA 4.0"),
            new CorpusOrigin("wikipedia_talk", "conversations on Wikipedia talk pages", "CC BY-SA 3.0"));

    /** The origin of the corpus of that name; unknown ones say so. */
    static CorpusOrigin of(String corpus) {
        return KNOWN.stream()
                .filter(origin -> corpus.startsWith(origin.name))
                .map(origin -> new CorpusOrigin(corpus, origin.text, origin.licence))
                .findFirst()
                .orElse(new CorpusOrigin(corpus, "a corpus of its own", "unknown: ask who brought it"));
    }

    /** A row of a Markdown table with these three columns. */
    String row() {
        return "| %s | %s | %s |".formatted(name, text, licence);
    }
}
