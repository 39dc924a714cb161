package io.moderato.model.pretrain;

import io.moderato.model.lineage.Corpus;
import java.util.List;

/** The origin of a corpus, as far as its name and its text tell it. The files of corpora state no licence. */
final class CorpusOrigin {
    private static final String NOT_FOUND = "not found: ask its source";

    /** The known corpora, by the beginning of their files' names. */
    private static final List<Corpus> KNOWN = List.of(
            new Corpus(CorpusPacking.TRAINING_SETS, "training texts of the labelled sets", "as in the table of sets"),
            new Corpus("dataset_texts", "training texts of the labelled sets", "as in the table of sets"),
            new Corpus("enwiki", "English Wikipedia, articles of 2018", "CC BY-SA 3.0"),
            new Corpus(
                    "english_novels_100",
                    "100 English Novels (Computational Stylistics Group), 19th and early 20th century",
                    "out of copyright"),
            new Corpus("irc_ubuntu", "public logs of Ubuntu's IRC channels", NOT_FOUND),
            new Corpus(
                    "jigsaw_severity",
                    "unlabelled comments of Jigsaw's toxic severity rating, from Wikipedia talk pages",
                    "CC BY-SA 3.0"),
            new Corpus("nltk_movie_reviews", "film reviews (Pang and Lee 2004, as NLTK ships them)", NOT_FOUND),
            new Corpus("sgd_dialogues", "Schema-Guided Dialogue (Rastogi et al. 2020)", "CC BY-SA 4.0"),
            new Corpus("wikipedia_talk", "conversations on Wikipedia talk pages", "CC BY-SA 3.0"));

    private CorpusOrigin() {}

    /** The origin of the corpus of that name. An unknown corpus has an entry that says so. */
    static Corpus of(String name) {
        return KNOWN.stream()
                .filter(known -> name.startsWith(known.name()))
                .map(known -> new Corpus(name, known.text(), known.licence()))
                .findFirst()
                .orElse(new Corpus(name, "an unknown corpus", "unknown: ask who brought it"));
    }
}
