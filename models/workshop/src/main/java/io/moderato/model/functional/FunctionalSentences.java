package io.moderato.model.functional;

import io.moderato.model.data.DataFolder.Split;
import io.moderato.model.data.LabelledText;
import io.moderato.model.functional.SentenceWriter.Written;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Labelled sentences that test one function each: kinds of abuse, and harmless twins with the same words. They were written for this
 * project. Training and validation share no template, and for each family of functions some groups are held out of training.
 */
public final class FunctionalSentences {
    /** The name of the set in the rows. */
    public static final String SET = "functional";

    private static final long STEERING_SEED = 9_746_031;

    private static final Lexicon LEXICON = Lexicon.read("lexicon.jsonc");
    private static final Style STYLE = Style.read(names());
    private static final Map<String, SentenceFunction> FUNCTIONS = SentenceFunction.read(LEXICON);

    private FunctionalSentences() {}

    private static Set<String> names() {
        Set<String> names = LEXICON.names();
        for (IdentityGroup group : IdentityGroups.all()) {
            group.forms().values().forEach(words -> words.forEach(word -> Lexicon.addNames(word, names)));
        }
        return names;
    }

    /** The names of all functions. */
    public static List<String> functions() {
        return List.copyOf(FUNCTIONS.keySet());
    }

    static Collection<SentenceFunction> all() {
        return FUNCTIONS.values();
    }

    static Style style() {
        return STYLE;
    }

    /** The labelled texts of the sentences for training. */
    public static List<LabelledText> toTrainOn(int perFunction) {
        return rows(Split.TRAIN, 1, perFunction);
    }

    /**
     * The labelled texts of the sentences that steer training. They come from the same templates as the sentences that measure, but are
     * other sentences.
     */
    public static List<LabelledText> toSteerBy(int perFunction) {
        return rows(Split.VALIDATION, STEERING_SEED, perFunction);
    }

    private static List<LabelledText> rows(Split split, long seed, int perFunction) {
        return generate(split, seed, perFunction).stream()
                .map(FunctionalSentence::row)
                .toList();
    }

    /**
     * Different sentences, balanced over templates and groups, function after function. The same seed gives the same sentences. The time is
     * linear in their number.
     *
     * @param perFunction the most sentences of each function; there are fewer if the templates do not give more
     */
    public static List<FunctionalSentence> generate(Split split, long seed, int perFunction) {
        if (perFunction < 0) {
            throw new IllegalArgumentException("%d sentences of each function are asked for".formatted(perFunction));
        }
        Set<String> seen = new HashSet<>();
        List<FunctionalSentence> sentences = new ArrayList<>();
        for (SentenceFunction function : FUNCTIONS.values()) {
            // each function has its own random numbers, so that a new function does not change the others
            SplittableRandom random =
                    new SplittableRandom(seed ^ Double.doubleToLongBits(Template.share(function.name())));
            SentenceWriter writer = new SentenceWriter(function, split, LEXICON, STYLE, seen, random);
            for (int i = 0; i < perFunction; i++) {
                Optional<Written> written = writer.next();
                if (written.isEmpty()) {
                    break;
                }
                sentences.add(new FunctionalSentence(
                        function.name(),
                        function.tested(),
                        function.harmful(),
                        written.get().group().map(IdentityGroup::key),
                        new LabelledText(SET, written.get().text(), function.labels())));
            }
        }
        return sentences;
    }
}
